import react from '@vitejs/plugin-react'
import { defineConfig, loadEnv } from 'vite'

export default defineConfig(({ mode }) => {
  const { PORT = '8080' } = loadEnv(mode, import.meta.dirname, 'PORT')
  return {
    root: import.meta.dirname,
    plugins: [react()],
    // The server replaces the placeholder by a fresh nonce in every answer; Griffel reads it for its style elements.
    html: { cspNonce: '__CSP_NONCE__' },
    server: { host: '127.0.0.1', proxy: { '/api': `http://127.0.0.1:${PORT}`, '/hooks': `http://127.0.0.1:${PORT}` } },
    build: { outDir: 'dist', sourcemap: true },
  }
})
