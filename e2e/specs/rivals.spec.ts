import { expect, test as base } from '@playwright/test'
import { startPrograms, type Programs } from '../programs.ts'
import { race } from '../rivals.ts'

/** `RACES=10` runs as many in a row, with a thousand rivals each. */
const { RACES } = process.env
const races = Number(RACES ?? 1)
const rivals = RACES === undefined ? 250 : 1_000

/** Two API programs and two workers, for themselves. */
const test = base.extend<object, { programs: Programs }>({
  programs: [
    async ({ browserName: _browserName }, use) => {
      const programs = await startPrograms({ workers: 2, apis: 2, hearsApple: true })
      await use(programs)
      await programs.stop()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
})

for (let number = 1; number <= races; number += 1) {
  test(`of ${rivals} rivals for one license over four processes one wins and all others have a place, though answers come late, get lost and come twice (${number})`, async ({
    programs,
  }) => {
    test.setTimeout(300_000)
    const { holdersAtApple, holders, places, targets } = await race(programs, { rivals, isTroubled: true })
    expect(holdersAtApple).toHaveLength(1)
    expect(holders).toEqual(holdersAtApple)
    expect(targets).toContain(holders[0])
    expect(places.toSorted((a, b) => a - b)).toEqual(Array.from({ length: rivals - 1 }, (_, index) => index + 1))
  })
}
