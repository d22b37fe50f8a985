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
    build: {
      outDir: 'dist',
      sourcemap: true,
      rolldownOptions: {
        output: {
          // Schemas and the setting that they look at when they are made run in the order of main.tsx only within one file.
          codeSplitting: {
            groups: [{ name: 'contracts', test: /node_modules.zod|packages.contracts|zod-without-eval/ }],
          },
        },
      },
    },
  }
})
