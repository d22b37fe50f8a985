import { AppleError, type Credential } from '@pomona/apple-vpp'
import { findToken, readOrMakeMdmId, setTokenState, type TokenRecord } from '@pomona/db'
import { AppError, isAboutToken, standingAfter, type TokenObservation } from '@pomona/domain'
import type { Deps } from '../deps.ts'

/** A token that is ready for use, and what every answer of Apple teaches about it. */
export type OpenToken = {
  token: TokenRecord
  credential: Credential
  /** Runs a question to Apple and learns from its outcome (P5): a refusal changes the token's state, an answer heals it. */
  ask<T>(question: (credential: Credential) => Promise<T>, options?: { writes: boolean }): Promise<T>
  /** The same for what is read page by page. */
  walk<T>(question: (credential: Credential) => AsyncIterable<T>): AsyncIterable<T>
}

/** Opens a stored token for conversation with Apple. */
export async function openToken(
  deps: Pick<Deps, 'database' | 'secrets' | 'now' | 'newId' | 'log'>,
  tokenId: string,
): Promise<OpenToken> {
  const db = deps.database.prisma
  const token = await findToken(db, tokenId)
  if (token === null) throw new AppError('not_found', 'This token is no longer here.')
  const credential: Credential = {
    contentToken: deps.secrets.open(token.sealedContentToken),
    mdmId: await readOrMakeMdmId(db, deps.newId),
  }

  const learn = async (observation: TokenObservation) => {
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

  return {
    token,
    credential,
    async ask(question, options) {
      try {
        const answer = await question(credential)
        await learn({ kind: 'answered', wrote: options?.writes === true })
        return answer
      } catch (error) {
        await learnFromRefusal(error)
        throw error
      }
    },
    async *walk(question) {
      try {
        yield* question(credential)
      } catch (error) {
        await learnFromRefusal(error)
        throw error
      }
      await learn({ kind: 'answered', wrote: false })
    },
  }
}
