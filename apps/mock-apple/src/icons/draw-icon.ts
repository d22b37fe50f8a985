import type { CatalogItem } from '@pomona/apple-vpp/fake'
import { Resvg } from '@resvg/resvg-js'
import { iconSvg } from './icon-svg.ts'

/** Draws an item's icon as PNG. */
export type DrawIcon = (item: CatalogItem, size: number) => Buffer

/** Pictures kept; a hundred of 128 points are half a megabyte. */
const picturesMax = 500

export function createIconPainter(): DrawIcon {
  const drawn = new Map<string, Buffer>()
  return (item, size) => {
    const svg = iconSvg(item)
    const key = `${size}/${svg}`
    const known = drawn.get(key)
    if (known) return known
    const picture = new Resvg(svg, { fitTo: { mode: 'width', value: size }, font: { loadSystemFonts: false } })
      .render()
      .asPng()
    const oldest = drawn.keys().next()
    if (drawn.size >= picturesMax && oldest.done !== true) drawn.delete(oldest.value)
    drawn.set(key, picture)
    return picture
  }
}
