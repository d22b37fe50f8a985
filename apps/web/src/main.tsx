// First of all: schemas look at this when they are made.
import './lib/zod-without-eval.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app/app.tsx'
import './base.css'

// A page that was open while the console was updated asks for files that are gone: it is loaded anew, but not over and
// over if that does not help.
window.addEventListener('vite:preloadError', (event) => {
  const key = 'pomona-reloaded-at'
  if (Date.now() - Number(sessionStorage.getItem(key)) < 30_000) return
  sessionStorage.setItem(key, String(Date.now()))
  event.preventDefault()
  location.reload()
})

const root = document.querySelector('#root')
if (!root) throw new Error('index.html has no #root')
createRoot(root).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
