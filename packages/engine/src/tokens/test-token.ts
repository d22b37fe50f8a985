import { AppleError } from '@pomona/apple-vpp'
import { updateToken } from '@pomona/db'
import { canWrite } from '@pomona/domain'
import type { Deps } from '../deps.ts'
import { enqueueOrders } from '../orders/enqueue-orders.ts'
import { openToken, type OpenToken } from './use-token.ts'

export type TokenTest = {
  isWorking: boolean
  /** What Apple said, in a sentence, and what to do. */
  message: string
  durationMs: number
}

const patienceMs = 15_000

/**
 * "Test now": asks Apple whether the token works and who claims its location, and learns from the answer (P5): a token that
 * works again is healed, and what waited for it goes on. Changes nothing at Apple, and never takes much longer than `patienceMs`.
 */
export async function testToken(
  deps: Pick<Deps, 'database' | 'vpp' | 'secrets' | 'now' | 'newId' | 'log'>,
  input: { tokenId: string; patienceMs?: number },
): Promise<TokenTest> {
  const startedAt = performance.now()
  const open = await openToken(deps, input.tokenId)
  const couldWrite = canWrite(open.token.state)
  const verdict = await withPatience(converse(deps, open), input.patienceMs ?? patienceMs)
  if (!couldWrite && canWrite(open.token.state)) await enqueueOrders(deps.database.prisma, open.token.id)
  return { ...verdict, durationMs: Math.round(performance.now() - startedAt) }
}

type Verdict = Omit<TokenTest, 'durationMs'>

async function converse(deps: Pick<Deps, 'database' | 'vpp'>, open: OpenToken): Promise<Verdict> {
  try {
    await deps.vpp.getLimits()
    // Without our name the question proves the token alone; who manages the location is in the answer.
    open.credential.mdmId = undefined
    const location = await open.ask((credential) => deps.vpp.getLocation(credential))
    if (location.uId !== open.token.uId) {
      const message = `The token opens ${location.locationName} and no longer ${open.token.locationName}. Renew it with a file of the right location.`
      return { isWorking: false, message }
    }
    if (location.expiresAt !== undefined) {
      open.token.expiresAt = location.expiresAt
      await updateToken(deps.database.prisma, open.token.id, { expiresAt: location.expiresAt })
    }
    await open.noteClaim(location.mdmInfo)
    for await (const _page of open.walk((credential) => deps.vpp.readAssets(credential))) break
    return verdictOf(open, location)
  } catch (error) {
    if (error instanceof AppleError) return { isWorking: false, message: error.message }
    throw error
  }
}

function verdictOf({ token }: OpenToken, location: { locationName: string; mdmInfo?: object | undefined }): Verdict {
  if (!canWrite(token.state)) {
    return { isWorking: false, message: token.stateReason ?? 'The token can be read with, but nothing can be changed.' }
  }
  const claim =
    location.mdmInfo === undefined
      ? 'No system claims the location; the next sync claims it again.'
      : 'This console manages the location.'
  const message = `Apple answers, and the token opens ${location.locationName}. ${claim}`
  return { isWorking: true, message: token.stateReason === null ? message : `${message} ${token.stateReason}` }
}

async function withPatience(verdict: Promise<Verdict>, ms: number): Promise<Verdict> {
  const { promise: timeIsUp, resolve } = Promise.withResolvers<Verdict>()
  const message = `Apple did not answer within ${Math.round(ms / 1000)} seconds. That says nothing about the token; try again in a few minutes.`
  const timer = setTimeout(() => resolve({ isWorking: false, message }), ms)
  try {
    return await Promise.race([verdict, timeIsUp])
  } finally {
    clearTimeout(timer)
    // What comes after the patience has ended is nobody's any more.
    verdict.catch(() => undefined)
  }
}
