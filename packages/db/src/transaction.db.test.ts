import { afterAll, expect, it } from 'vitest'
import { addDevice, openTestDatabase } from './testing/index.ts'
import { inUndoneTransaction } from './transaction.ts'

const database = await openTestDatabase()
afterAll(() => database.close())

it('answers what would be true and keeps nothing of it', async () => {
  const count = await inUndoneTransaction(database, async (tx) => {
    await addDevice(tx)
    return tx.device.count()
  })
  expect([count, await database.prisma.device.count()]).toEqual([1, 0])
})

it('passes on what goes wrong inside', async () => {
  const failing = inUndoneTransaction(database, () => Promise.reject(new Error('no such table')))
  await expect(failing).rejects.toThrow('no such table')
})
