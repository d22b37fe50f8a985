import { expect, it } from 'vitest'
import { ChangeLog } from './change-log.ts'

function open() {
  let ids = 0
  const newId = () => `v${(ids += 1)}`
  const log = new ChangeLog('v0')
  const change = (...keys: string[]) => {
    for (const key of keys) log.note(key)
    log.renew(newId)
    return log.versionId
  }
  return { log, newId, change }
}

it('tells what has become new since any version it remembers, each once', () => {
  const { log, change } = open()
  const [first, second] = [change('a', 'b'), change('b', 'c')]
  expect(log.since('v0')).toEqual(['a', 'b', 'c'])
  expect(log.since(first)).toEqual(['b', 'c'])
  expect(log.since(second)).toEqual([])
  expect(log.since('never')).toBeUndefined()
})

it('has the same version while nothing changes, and another one when something is only gone', () => {
  const { log, newId } = open()
  log.renew(newId)
  expect(log.versionId).toBe('v0')
  log.note()
  log.renew(newId)
  expect(log.versionId).toBe('v1')
  expect(log.since('v0')).toEqual([])
})

it('forgets old versions rather than growing for ever, and never tells less than what is new', () => {
  const { log, change } = open()
  const versions = Array.from(Array(400).keys(), (round) =>
    change(...Array.from({ length: 1000 }, (_, n) => `${round}-${n}`)),
  )
  expect(log.since(versions[0] ?? '')).toBeUndefined()
  expect(log.since(versions[398] ?? '')).toHaveLength(1000)
  for (const [index, version] of versions.entries()) {
    expect([undefined, (399 - index) * 1000]).toContain(log.since(version)?.length)
  }
  expect(log.snapshot().changes.length).toBeLessThanOrEqual(101_000)
})

it('goes on from its snapshot', () => {
  const { log, change } = open()
  const version = change('a')
  const again = new ChangeLog(log.snapshot())
  change('b')
  expect(again.versionId).toBe(version)
  expect(again.since('v0')).toEqual(['a'])
})
