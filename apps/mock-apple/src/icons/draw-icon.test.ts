import { demoSeed } from '@pomona/apple-vpp/fake'
import { expect, it } from 'vitest'
import { startMock } from '../testing/start-mock.ts'
import { createIconPainter } from './draw-icon.ts'
import { learnGlyphs } from './glyphs-learn.ts'
import { workGlyphs } from './glyphs-work.ts'
import { iconSvg } from './icon-svg.ts'

const { catalog } = demoSeed(new Date())

it('has a shape for every item of the demo stores, and no icon twice', () => {
  for (const { art } of catalog) expect(Object.keys({ ...workGlyphs, ...learnGlyphs })).toContain(art?.glyph)
  expect(new Set(catalog.map(iconSvg)).size).toBe(catalog.length)
})

it('draws PNG of the size asked for, and draws the same picture once', () => {
  const draw = createIconPainter()
  const [item] = catalog
  if (!item) throw new Error('the demo stores are empty')
  const picture = draw(item, 64)
  expect(picture.subarray(1, 4).toString()).toBe('PNG')
  expect([picture.readUInt32BE(16), picture.readUInt32BE(20)]).toEqual([64, 64])
  expect(draw(item, 64)).toBe(picture)
})

it('draws the unknown by its number, always alike', () => {
  const [item] = catalog
  if (!item) throw new Error('the demo stores are empty')
  const unknown = (adamId: string) => iconSvg({ ...item, adamId, art: undefined })
  expect(unknown('2000000001')).toBe(unknown('2000000001'))
  expect(unknown('2000000001')).not.toBe(unknown('2000000002'))
})

it('serves pictures at the addresses that the metadata names, and 404 elsewhere', async () => {
  const mock = await startMock({ seed: demoSeed })
  try {
    const get = async (path: string) => {
      const answer = await fetch(`${mock.origin}/artwork${path}`)
      await answer.arrayBuffer()
      return [answer.status, answer.headers.get('content-type')]
    }
    await expect(get('/1000000101/128x128bb.png')).resolves.toEqual([200, 'image/png'])
    await expect(get('/1000000101/512.png')).resolves.toEqual([200, 'image/png'])
    for (const path of [
      '/7/128.png',
      '/1000000101/9999.png',
      '/1000000101/2.png',
      '/1000000101/128.jpg',
      '/1000000101/x',
    ]) {
      expect((await get(path))[0]).toBe(404)
    }
  } finally {
    await mock.close()
  }
})
