import { expect, it } from 'vitest'
import { generatedDevices, generatedHolders, generatedUsers } from './generated.ts'
import { UserList, type UserRecord } from './user-list.ts'

it.each([
  { assets: 1, users: 0, associations: 25 },
  { assets: 7, users: 3, associations: 101 },
  { assets: 3, users: 100, associations: 300 },
  { assets: 5, users: 2, associations: 3 },
])('computes each holder and finds it again: %j', (seed) => {
  let total = 0
  for (let asset = 0; asset < seed.assets; asset += 1) {
    for (const base of [generatedDevices(seed, asset), generatedHolders(seed, asset)]) {
      const holders = Array.from({ length: base.count }, (_, index) => base.at(index))
      expect(new Set(holders).size).toBe(base.count)
      expect(holders.map((holder) => base.indexOf(holder))).toEqual([...holders.keys()])
      total += base.count
    }
    const devices = generatedDevices(seed, asset)
    const outside = ['GEN99999999', 'GEN1', 'GEN', 'gen-user-000000', 'GEN00000001x', 'X']
    expect(outside.map((holder) => devices.indexOf(holder))).toEqual(outside.map(() => undefined))
  }
  expect(total).toBe(seed.associations)
})

it('keeps users like a list of records would, computed or not', () => {
  const base = generatedUsers({ assets: 0, users: 12, associations: 0 }, '9000000000000001')
  const model: UserRecord[] = Array.from({ length: 12 }, (_, index) => base.at(index))
  const list = new UserList([], base)
  let seed = 11
  const next = (below: number) => (seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648) % below
  for (let round = 0; round < 600; round += 1) {
    const clientUserId = `gen-user-${String(next(16)).padStart(6, '0')}`
    const isActive = ({ status }: UserRecord) => status === 'Registered' || status === 'Associated'
    const place = model.findIndex((user) => user.clientUserId === clientUserId && isActive(user))
    expect(list.placeOfActive(clientUserId)).toBe(place === -1 ? undefined : place)
    if (place === -1) {
      const record: UserRecord = { clientUserId, inviteCode: `code-${round}`, status: 'Registered' }
      list.add(record)
      model.push(record)
    } else {
      const record: UserRecord = { ...list.at(place), status: 'Retired' }
      list.replace(place, record)
      model[place] = record
    }
    const places = model.flatMap((user, index) => (user.clientUserId === clientUserId ? index : []))
    expect(list.placesOf(clientUserId)).toEqual(places)
  }
  expect(list.slice(0, list.size)).toEqual(model)
  const invited = [...model.entries()].filter(([, { inviteCode }]) => inviteCode !== undefined)
  expect(invited.map(([, { inviteCode = '' }]) => list.placeOfInvitation(inviteCode))).toEqual(
    invited.map(([place]) => place),
  )
  const { added, changed } = list.changes()
  expect(new UserList(added, base, changed).slice(0, list.size)).toEqual(model)
})
