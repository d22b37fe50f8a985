import type { CatalogArt, CatalogItem } from '@pomona/apple-vpp/fake'
import { learnGlyphs } from './glyphs-learn.ts'
import { workGlyphs } from './glyphs-work.ts'
import { hue, mix, paintOf, type Glyph } from './paint.ts'

const glyphs: Readonly<Record<string, Glyph>> = { ...workGlyphs, ...learnGlyphs }
const glyphNames = Object.keys(glyphs)
const styles = ['vivid', 'vivid', 'light', 'dark'] as const

/** An item's icon as SVG, 128 × 128: a rounded square for an app, a cover for a book. */
export function iconSvg(item: CatalogItem): string {
  const art = item.art ?? artFor(item.adamId)
  const glyph = glyphs[art.glyph] ?? workGlyphs['notebook']
  return svg(item.kind === 'ebook' ? cover(art, glyph) : tile(art, glyph))
}

/** What nobody has drawn gets a shape and colors from its number, always the same ones. */
function artFor(adamId: string): CatalogArt {
  let hash = 2_166_136_261
  for (const character of adamId) hash = Math.imul(hash ^ character.charCodeAt(0), 16_777_619) >>> 0
  const degrees = (hash % 72) * 5
  return {
    glyph: glyphNames[hash % glyphNames.length] ?? 'notebook',
    from: hue(degrees, 0.75, 0.62),
    to: hue((degrees + 28) % 360, 0.72, 0.44),
    style: styles[(hash >>> 8) % styles.length],
  }
}

function svg(drawing: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 128 128" width="128" height="128">${drawing}</svg>`
}

function gradient(id: string, from: string, to: string): string {
  return `<linearGradient id="${id}" gradientUnits="userSpaceOnUse" x1="20" y1="8" x2="104" y2="122"><stop offset="0" stop-color="${from}"/><stop offset="1" stop-color="${to}"/></linearGradient>`
}

const shadow = `<filter id="shadow" x="-20%" y="-20%" width="140%" height="150%"><feDropShadow dx="0" dy="2.500" stdDeviation="2.500" flood-color="#000" flood-opacity=".22"/></filter>`

function tile(art: CatalogArt, glyph: Glyph | undefined): string {
  const { from, to, style = 'vivid' } = art
  const ground = {
    vivid: gradient('ground', from, to),
    light: gradient('ground', '#ffffff', '#eceef3'),
    dark: gradient('ground', '#2b2e3d', '#12131b'),
  }[style]
  const edge = style === 'light' ? '#00000014' : '#ffffff24'
  return `<defs>${ground}${gradient('ink', from, to)}${shadow}
    <clipPath id="tile"><rect width="128" height="128" rx="29"/></clipPath>
    <radialGradient id="light" cx=".3" cy="0" r=".9"><stop offset="0" stop-color="#fff" stop-opacity=".32"/><stop offset="1" stop-color="#fff" stop-opacity="0"/></radialGradient></defs>
    <g clip-path="url(#tile)"><rect width="128" height="128" fill="url(#ground)"/><rect width="128" height="128" fill="url(#light)" opacity="${style === 'dark' ? 0.35 : 1}"/>
    <g filter="${style === 'light' ? '' : 'url(#shadow)'}">${glyph?.(paintOf(art)) ?? ''}</g></g>
    <rect x=".75" y=".75" width="126.500" height="126.500" rx="28.250" fill="none" stroke="${edge}" stroke-width="1.500"/>`
}

function cover(art: CatalogArt, glyph: Glyph | undefined): string {
  const { from, to } = art
  const title = mix(from, '#ffffff', 0.82)
  return `<defs>${gradient('ground', from, to)}${shadow}
    <linearGradient id="spine" x1="0" x2="1" y1="0" y2="0"><stop offset="0" stop-color="#000" stop-opacity=".34"/><stop offset=".5" stop-color="#fff" stop-opacity=".22"/><stop offset="1" stop-color="#000" stop-opacity=".12"/></linearGradient></defs>
    <g filter="url(#shadow)"><path d="M26 12h74a5 5 0 0 1 5 5v94a5 5 0 0 1-5 5H26z" fill="#f3efe6"/>
    <path d="M22 9h74a5 5 0 0 1 5 5v94a5 5 0 0 1-5 5H22a2 2 0 0 1-2-2V11a2 2 0 0 1 2-2z" fill="url(#ground)"/></g>
    <rect x="20" y="9" width="9" height="104" fill="url(#spine)"/>
    <g fill="${title}"><rect x="39" y="21" width="52" height="6.500" rx="3.250"/><rect x="46" y="32" width="38" height="5" rx="2.500" opacity=".75"/><rect x="50" y="101" width="30" height="4" rx="2" opacity=".75"/></g>
    <g transform="translate(29.500 35) scale(.555)">${glyph?.(paintOf({ ...art, style: 'vivid' })) ?? ''}</g>`
}
