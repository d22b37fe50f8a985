import { cleanup, configure } from '@testing-library/react'
import { afterEach, beforeEach, vi } from 'vitest'

// Waiting for a condition ends as soon as it holds; the bound is for busy machines.
// Which of page and dialog is hidden from assistive technology depends on focus and layout, which jsdom only pretends to
// have: that is for the browser tests to check, so roles are found in both here.
configure({ asyncUtilTimeout: 10_000, defaultHidden: true })

// What jsdom has not got and Fluent asks for.
class ObserverStub {
  observe() {}
  unobserve() {}
  disconnect() {}
}
vi.stubGlobal('ResizeObserver', ObserverStub)
vi.stubGlobal('IntersectionObserver', ObserverStub)
vi.stubGlobal('matchMedia', (query: string) => ({
  media: query,
  matches: false,
  addEventListener() {},
  removeEventListener() {},
}))
// jsdom lays nothing out, and what has no place on the page counts as hidden to Fluent's dialogs.
Object.defineProperty(HTMLElement.prototype, 'offsetParent', {
  get(this: HTMLElement) {
    return this.parentElement
  },
})
Element.prototype.scrollIntoView = () => {}
window.scrollTo = () => {}

const complaints: unknown[][] = []

beforeEach(() => {
  complaints.length = 0
  localStorage.clear()
  vi.stubGlobal('fetch', () => Promise.reject(new Error('A test made a network call that it does not stub.')))
  vi.spyOn(console, 'error').mockImplementation((...values: unknown[]) => {
    complaints.push(values)
  })
})

afterEach(() => {
  cleanup()
  // An unexpected console.error fails the test that caused it.
  if (complaints.length > 0) throw new Error(`console.error was called: ${complaints.map(String).join('\n')}`)
})
