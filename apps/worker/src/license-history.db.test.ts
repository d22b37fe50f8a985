import { openTestDatabase } from '@pomona/db/testing'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import {
  expectAtRest,
  expectFullAgrees,
  expectOnlyDueInLine,
  expectSound,
  lookBefore,
} from './testing/history/invariants.ts'
import { expectPlanComesTrue } from './testing/history/planned.ts'
import { play, sync } from './testing/history/play.ts'
import { histories, lists, plots, type PlannedList, type Plot, type Scene } from './testing/history/plots.ts'
import { setStage } from './testing/history/stage.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

const { SEED, SOAK } = process.env
const isLong = SEED !== undefined || SOAK !== undefined
const numRuns = Number(SOAK || 300)
/** In a usual test run the time is bounded: on a slow machine fewer histories are told. A failure is made small for a minute more. */
const giveUpAfterMs = isLong ? Infinity : 20_000
const shrinkAfterMs = isLong ? 600_000 : 60_000

it(
  'in every organization and through every history nobody gets more than is owned, what is due is served in turn, and what was planned comes true',
  async () => {
    const startedAt = Date.now()
    let told = 0
    let failedAt: number | undefined
    const history = fc.asyncProperty(plots, histories, lists, async (...story) => {
      const isOver =
        failedAt === undefined ? Date.now() - startedAt > giveUpAfterMs : Date.now() - failedAt > shrinkAfterMs
      if (isOver) return
      await tell(...story).catch((error: unknown) => {
        failedAt ??= Date.now()
        throw error
      })
      told += 1
    })
    const result = await fc.check(history, { numRuns, ...(SEED ? { seed: Number(SEED) } : {}) })
    if (result.failed) throw new Error(await fc.asyncDefaultReportMessage(result), { cause: result.errorInstance })
    expect(told).toBeGreaterThan(0)
  },
  isLong ? 24 * 60 * 60_000 : 120_000,
)

async function tell(plot: Plot, scenes: Scene[], list: PlannedList): Promise<void> {
  const stage = await setStage(database, plot)
  for (const { step, isWorkedOn } of scenes) {
    const before = await lookBefore(stage)
    await play(stage, step)
    if (isWorkedOn) await stage.work()
    await expectSound(stage, before)
    if (isWorkedOn) await expectOnlyDueInLine(stage)
  }
  for (const { id } of stage.tokens) await sync(stage, id)
  const before = await lookBefore(stage)
  await stage.rest()
  await expectSound(stage, before)
  await expectAtRest(stage)
  await expectFullAgrees(stage)
  await expectPlanComesTrue(stage, list)
  await expectAtRest(stage)
  await expectFullAgrees(stage)
}
