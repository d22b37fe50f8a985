/** npm passes Ctrl-C on although the terminal has sent it already: two within this time are one. */
const echoMs = 700

export type Shutdown = {
  /** Aborted when the program is asked to end. */
  signal: AbortSignal
  asked: Promise<void>
}

/**
 * A signal to npm ends npm and the shell under it, and does not always come through to here: then only the parent's number tells.
 */
function whenParentIsGone(ask: () => void): void {
  const parent = process.ppid
  const timer = setInterval(() => {
    if (process.ppid === parent) return
    clearInterval(timer)
    ask()
  }, 250)
  timer.unref()
}

/** Listens for Ctrl-C and its kin. Whoever asks a second time wants it at once. */
export function listenForShutdown(options: { killEverything(): void; followParent: boolean }): Shutdown {
  const abort = new AbortController()
  let askedAt: number | undefined
  const asked = new Promise<void>((resolve) => {
    const ask = () => {
      if (askedAt === undefined) {
        askedAt = Date.now()
        abort.abort(new Error('asked to stop'))
        resolve()
      } else if (Date.now() - askedAt > echoMs) {
        options.killEverything()
        process.exit(130)
      }
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask)
    if (options.followParent) whenParentIsGone(ask)
  })
  return { signal: abort.signal, asked }
}
