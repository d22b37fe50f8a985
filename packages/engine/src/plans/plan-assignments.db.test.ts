import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, describe, expect, it } from 'vitest'
import { asks, planWorld } from '../testing/plan-world.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

describe('P19: a plan', () => {
  it('says who gets a license, who is short and at which place, in the order of the line', async () => {
    const { device, group, plan, planned } = await planWorld(database, { totalCount: 2 })
    const classroom = await group([await device('Cleo'), await device('Abe'), await device('Dan'), await device('Bea')])
    expect(await planned([asks(classroom)])).toEqual(['Abe gets', 'Bea gets', 'Cleo short 1', 'Dan short 2'])
    expect(await plan([asks(classroom)])).toMatchObject({
      outcomes: [
        { outcome: 'gets', count: 2 },
        { outcome: 'short', count: 2 },
      ],
      tokens: [{ freeBefore: 2, freeAfter: 0, shortCount: 2, isUnlimited: false }],
    })
  })
})
