import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { static as serveStatic, type RequestHandler, type Response, type Router } from 'express'
import { styleNonce } from './security-headers.ts'

const reserved = /^\/(api|hooks|healthz|readyz|metrics|assets)(\/|$)/
const notBuilt = 'The console has not been built. Run: npm run build\nThe API is here all the same: see /api/docs\n'

/** Serves the built console: hashed files for good, and its page for every address that is the console's own (deep links). */
export function consoleRoutes(router: Router, folder: string): void {
  const sendPage: RequestHandler = async (request, response, next) => {
    if (!['GET', 'HEAD'].includes(request.method) || reserved.test(request.path)) return next()
    const page = await readFile(join(folder, 'index.html'), 'utf8').catch(() => undefined)
    response.set('Cache-Control', 'no-store')
    if (page === undefined) response.status(404).type('text').send(notBuilt)
    else response.type('html').send(withNonce(page, response))
  }
  router.get('/', sendPage)
  router.use('/assets', serveStatic(join(folder, 'assets'), { immutable: true, maxAge: '1y', index: false }))
  router.use(serveStatic(folder, { maxAge: '1h', index: false, redirect: false, dotfiles: 'ignore' }))
  router.use(sendPage)
}

/** The page learns the nonce from a meta element, because scripts cannot read the header. */
function withNonce(page: string, response: Response): string {
  const nonce = styleNonce(response)
  const filled = page.replaceAll('__CSP_NONCE__', nonce)
  if (filled.includes('property="csp-nonce"')) return filled
  return filled.replace(/<head[^>]*>/i, (head) => `${head}<meta property="csp-nonce" nonce="${nonce}">`)
}
