import { AppleError, type Credential, type MdmInfo } from '@pomona/apple-vpp'
import { findToken, noteClaim, readOrMakeMdmId, setTokenState, type TokenRecord } from '@pomona/db'
import { AppError, isAboutToken, standingAfter, type TokenObservation } from '@pomona/domain'
import type { Deps } from '../deps.ts'

/** A token that is ready for use, and what every answer of Apple teaches about it. */
export type OpenToken = {
  token: TokenRecord
  /** Proves the token; names this installation as long as it manages the location. */
  credential: Credential
  /**
   * Runs a question to Apple and learns from its outcome (P5): a refusal changes the token's state, an answer heals it. When the token was
   * renewed since it was opened, the question is asked once more with the new file.
   */
  ask<T>(question: (credential: Credential) => Promise<T>, options?: { writes: boolean }): Promise<T>
  /** The same for what is read page by page. */
  walk<T>(question: (credential: Credential) => AsyncIterable<T>): AsyncIterable<T>
  /** Takes note of who claims the location. While it is another system, Pomona goes on reading and writes nothing. */
  noteClaim(claimedBy: MdmInfo | undefined): Promise<void>
}

/** Opens a stored token for conversation with Apple. `onRequest` is told of every question and every page. */
export async function openToken(
  deps: Pick<Deps, 'database' | 'secrets' | 'now' | 'newId' | 'log'>,
  tokenId: string,
  { onRequest = () => undefined }: { onRequest?: () => void } = {},
): Promise<OpenToken> {
  const db = deps.database.prisma
  const token = await findToken(db, tokenId)
  if (token === null) throw new AppError('not_found', 'This token is no longer here.')
  const contentToken = deps.secrets.open(token.sealedContentToken)
  const mdmId = await readOrMakeMdmId(db, deps.newId)
  const credential: Credential = { contentToken, mdmId, about: tokenId }

  const learn = async (observation: TokenObservation) => {
    // Reading without our name proves the token, and says nothing about who manages the location.
    if (observation.kind === 'answered' && credential.mdmId === undefined) return
    const standing = standingAfter(token.state, observation, { expiresAt: token.expiresAt, now: deps.now() })
    if (standing.state === token.state && standing.reason === token.stateReason) return
    if (await setTokenState(db, tokenId, standing, deps.now())) {
      deps.log.info({ tokenId, from: token.state, to: standing.state }, 'token state changed')
    }
    token.state = standing.state
    token.stateReason = standing.reason
  }
  const learnFromRefusal = async (error: unknown) => {
    if (error instanceof AppleError && isAboutToken(error.code)) await learn({ kind: 'refused', code: error.code })
  }

  /** Whether Apple refused a file that has been replaced by now; then the new one is taken. */
  const isOfReplacedFile = async (error: unknown): Promise<boolean> => {
    if (!(error instanceof AppleError) || !isAboutToken(error.code) || error.eventId !== undefined) return false
    const stored = await findToken(db, tokenId)
    if (stored === null || Buffer.compare(stored.sealedContentToken, token.sealedContentToken) === 0) return false
    Object.assign(token, stored)
    credential.contentToken = deps.secrets.open(stored.sealedContentToken)
    return true
  }
  const askTwice = async <T>(question: (given: Credential) => Promise<T>): Promise<T> => {
    try {
      return await question(credential)
    } catch (error) {
      if (!(await isOfReplacedFile(error))) throw error
      return await question(credential)
    }
  }
  const walkTwice = async function* <T>(question: (given: Credential) => AsyncIterable<T>): AsyncIterable<T> {
    let hasBegun = false
    try {
      for await (const page of question(credential)) {
        hasBegun = true
        yield page
      }
      return
    } catch (error) {
      if (!(await isOfReplacedFile(error))) throw error
      if (hasBegun) throw replacedMidWalk(error)
    }
    yield* question(credential)
  }

  return {
    token,
    credential,
    async noteClaim(claimedBy) {
      await noteClaim(db, tokenId, claimedBy ?? null)
      const isForeign = claimedBy !== undefined && claimedBy.id !== mdmId
      credential.mdmId = isForeign ? undefined : mdmId
      const code = 'token_assigned_to_external_mdm'
      await learn(isForeign ? { kind: 'refused', code, otherMdm: claimedBy.name } : { kind: 'answered', wrote: false })
    },
    async ask(question, options) {
      onRequest()
      try {
        const answer = await askTwice(question)
        await learn({ kind: 'answered', wrote: options?.writes === true })
        return answer
      } catch (error) {
        await learnFromRefusal(error)
        throw error
      }
    },
    async *walk(question) {
      try {
        for await (const page of walkTwice(question)) {
          onRequest()
          yield page
        }
      } catch (error) {
        await learnFromRefusal(error)
        throw error
      }
      await learn({ kind: 'answered', wrote: false })
    },
  }
}

function replacedMidWalk(cause: unknown): AppleError {
  return new AppleError(
    'apple_changed_mid_walk',
    'The token was renewed while Apple’s list was read. It is read again from the start.',
    { retry: 'afterRefresh', cause },
  )
}

/** The same for a job: the token may have been deleted since it was queued. */
export async function openTokenIfThere(...input: Parameters<typeof openToken>): Promise<OpenToken | undefined> {
  try {
    return await openToken(...input)
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return undefined
    throw error
  }
}
