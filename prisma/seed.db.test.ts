import { verify } from '@node-rs/argon2'
import type { Database } from '@pomona/db'
import { openTestDatabase } from '@pomona/db/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { demoAccounts, seedDemoOrganization } from './seed.ts'

let database: Database
const options = { password: 'a demo password', now: new Date('2026-11-22T09:00:00Z') }

beforeAll(async () => {
  database = await openTestDatabase()
  await seedDemoOrganization(database, options)
})
afterAll(() => database.close())

it('makes 300 devices with serial numbers of Apple’s form, each once', async () => {
  const devices = await database.prisma.device.findMany({ select: { serialNumber: true } })
  const serials = devices.flatMap((device) => device.serialNumber ?? [])
  expect(devices).toHaveLength(300)
  expect(new Set(serials).size).toBe(serials.length)
  expect(serials.filter((serial) => !/^[A-Z][A-Z0-9]{9,11}$/.test(serial))).toEqual([])
})

it('has groups of both kinds, all with members, and one that is larger than a small license pool', async () => {
  const groups = await database.prisma.group.findMany({
    select: { kind: true, _count: { select: { deviceMembers: true, userMembers: true } } },
  })
  const sizes = groups.map(({ _count }) => _count.deviceMembers + _count.userMembers)
  expect(new Set(groups.map(({ kind }) => kind))).toEqual(new Set(['device', 'user']))
  expect(Math.min(...sizes)).toBeGreaterThan(0)
  expect(Math.max(...sizes)).toBeGreaterThan(250)
})

it('lets every demo account in with the demo password, and people only as users', async () => {
  const accounts = await database.prisma.account.findMany()
  expect(
    accounts
      .filter(({ role }) => role !== 'user')
      .map(({ email }) => email)
      .toSorted(),
  ).toEqual(demoAccounts.map(({ email }) => email).toSorted())
  for (const { passwordHash, role, personId } of accounts) {
    expect(await verify(passwordHash, options.password)).toBe(true)
    expect(personId !== null).toBe(role === 'user')
  }
})

it('leaves a database that has an account alone', async () => {
  const before = await database.prisma.person.count()
  expect(await seedDemoOrganization(database, options)).toBe('kept')
  expect(await database.prisma.person.count()).toBe(before)
})

it('makes the same organization in every run', async () => {
  const other = await openTestDatabase()
  try {
    await seedDemoOrganization(other, options)
    const order = { orderBy: { id: 'asc' as const }, omit: { createdAt: true } as const }
    expect(await other.prisma.device.findMany(order)).toEqual(await database.prisma.device.findMany(order))
  } finally {
    await other.close()
  }
})
