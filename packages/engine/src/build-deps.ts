import { randomUUID } from 'node:crypto'
import { createHttpVppClient, type HttpVppClient } from '@pomona/apple-vpp'
import { connectDatabase } from '@pomona/db'
import { openConversationLog } from './conversation/conversation-log.ts'
import { createRequestBudget } from './conversation/request-budget.ts'
import { appleTiming, type Deps, type Log } from './deps.ts'
import { hooksAddress } from './notifications/hooks-address.ts'
import { createSecretBox } from './secret-box.ts'

export type Settings = {
  databaseUrl: string
  poolSize: number
  encryptionKey: Uint8Array
  appleVppUrl: string
  /** Requests of one token in a second, over all programs, while Apple names no number. */
  appleRequestsPerSecond: number
  /** The address under which people reach this console; Apple keeps it with the claim. */
  publicUrl: string
  /** Lets Apple's notifications come over plain http from this machine: for the mock alone. */
  allowHttpNotifications: boolean
  tokensMax: number
  /** Whether a device that is wiped, un-enrolled or deleted gives its device licenses back: unless this says no. */
  reclaimsFromLeavers?: boolean
  log: Log
}

/** Connects everything a program needs: the one place that picks the real parts. `close` lets them go. */
export function buildDeps(settings: Settings): Deps & { vpp: HttpVppClient; close(): Promise<void> } {
  const database = connectDatabase(settings.databaseUrl, { poolSize: settings.poolSize })
  const { log } = settings
  const conversation = openConversationLog(database, log)
  const vpp = createHttpVppClient({
    baseUrl: settings.appleVppUrl,
    onConversation: (entry) => conversation.record(entry),
    budget: createRequestBudget({ database, log, perSecond: settings.appleRequestsPerSecond }),
  })
  return {
    database,
    vpp,
    secrets: createSecretBox(settings.encryptionKey),
    mdm: { name: 'Pomona', metadata: new URL(settings.publicUrl).host },
    hooks: hooksAddress(settings),
    tokensMax: settings.tokensMax,
    reclaimsFromLeavers: settings.reclaimsFromLeavers ?? true,
    timing: appleTiming,
    now: () => new Date(),
    newId: randomUUID,
    log,
    async close() {
      await vpp.close()
      await conversation.close()
      await database.close()
    },
  }
}
