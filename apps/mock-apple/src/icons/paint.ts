import type { CatalogArt } from '@pomona/apple-vpp/fake'

/** The colors that a shape is drawn with. */
export type Paint = {
  /** The shape itself. */
  main: string
  /** Its quieter parts. */
  soft: string
  /** Its quietest parts. */
  faint: string
  /** Marks on top of the shape: the color of the ground. */
  cut: string
}

/** A drawing of 128 × 128, without its ground. */
export type Glyph = (paint: Paint) => string

export function paintOf({ from, to, style = 'vivid' }: CatalogArt): Paint {
  if (style === 'vivid') return { main: '#fff', soft: '#ffffffb3', faint: '#ffffff66', cut: mix(from, to, 0.6) }
  const cut = style === 'light' ? '#fff' : '#1b1d28'
  return { main: 'url(#ink)', soft: `${mix(from, to, 0.3)}b3`, faint: `${mix(from, to, 0.7)}59`, cut }
}

/** The color between two colors, both written as `#rrggbb`. */
export function mix(from: string, to: string, share: number): string {
  const channel = (color: string, index: number) => Number.parseInt(color.slice(1 + index * 2, 3 + index * 2), 16)
  const mixed = [0, 1, 2].map((index) => Math.round(channel(from, index) * (1 - share) + channel(to, index) * share))
  return `#${mixed.map((value) => value.toString(16).padStart(2, '0')).join('')}`
}

/** A color of the circle, for what nobody has given colors. */
export function hue(degrees: number, saturation: number, lightness: number): string {
  const a = saturation * Math.min(lightness, 1 - lightness)
  const channel = (n: number) => {
    const k = (n + degrees / 30) % 12
    return Math.round(255 * (lightness - a * Math.max(-1, Math.min(k - 3, 9 - k, 1))))
  }
  return `#${[0, 8, 4].map((n) => channel(n).toString(16).padStart(2, '0')).join('')}`
}
