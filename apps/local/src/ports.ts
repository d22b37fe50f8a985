import { once } from 'node:events'
import { createServer } from 'node:net'
import { StartRefused } from './start-refused.ts'

export type WantedPort = { port: number; variable: string; for: string }

/** Makes sure that every port is free, and says about all that are not which variable changes them. */
export async function requireFreePorts(wanted: readonly WantedPort[]): Promise<void> {
  const taken: WantedPort[] = []
  const forbidden: WantedPort[] = []
  for (const one of wanted) {
    const fault = await tryToListen(one.port)
    if (fault === 'EACCES') forbidden.push(one)
    else if (fault !== undefined) taken.push(one)
  }
  const messages = [
    ...taken.map((one) => `Port ${one.port}, for ${one.for}, is taken by another program.`),
    ...forbidden.map((one) => `Port ${one.port}, for ${one.for}, may not be used by this user.`),
  ]
  if (messages.length === 0) return
  const example = [...taken, ...forbidden].map((one) => `${one.variable}=${suggestPort(one.port)}`).join(' ')
  throw new StartRefused(`${messages.join('\n')}\nEnd that program, or choose another port:\n  ${example} npm start`)
}

const suggestPort = (port: number) => (port < 1024 ? port + 8000 : port > 65_000 ? port - 1000 : port + 100)

/** The error's code when the port cannot be had. */
async function tryToListen(port: number): Promise<string | undefined> {
  const probe = createServer()
  try {
    probe.listen({ port, host: '127.0.0.1', exclusive: true })
    await once(probe, 'listening')
    return undefined
  } catch (error) {
    return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
  } finally {
    probe.close()
  }
}
