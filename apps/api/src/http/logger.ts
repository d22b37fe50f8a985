import pino, { type DestinationStream, type Logger } from 'pino'

/** One line of JSON per event. Nothing secret is logged to begin with; the paths below are the second fence. */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  return pino(
    {
      level,
      base: { program: 'api' },
      timestamp: pino.stdTimeFunctions.isoTime,
      redact: {
        paths: ['authorization', 'cookie', 'password', 'file', 'contentToken', 'accessToken'].flatMap((name) => [
          name,
          `*.${name}`,
          `*.*.${name}`,
        ]),
        censor: '[secret]',
      },
      serializers: { err: describeError },
    },
    destination ?? pino.destination({ sync: false }),
  )
}

/** Name, sentence and stack of an error and its causes; other properties may hold what was sent. */
function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error }
  const { code } = error as { code?: unknown }
  return {
    type: error.name,
    message: error.message,
    ...(typeof code === 'string' ? { code } : {}),
    stack: error.stack,
    ...(error.cause === undefined ? {} : { cause: describeError(error.cause) }),
  }
}
