import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Page } from '@playwright/test'

/** WCAG 2.2 up to level AA, with what it took over from 2.0 and 2.1. */
const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa']

const widths = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } }
const looks = [
  ['wide', 'light'],
  ['wide', 'dark'],
  ['phone', 'dark'],
  ['phone', 'light'],
] as const

/** What the page shows has no barrier that axe can find, wide and on a phone, light and dark; and nothing scrolls sideways. */
export async function expectAccessible(page: Page): Promise<void> {
  for (const [width, colorScheme] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    await page.setViewportSize(widths[width])
    await expect(page.locator('html')).toHaveCSS('color-scheme', colorScheme)
    // Legacy: without a second page for frames, of which there are none.
    // Fluent's focus manager takes focus at the ends of a menu with elements that hand it on at once: nobody stays on them.
    const axe = new AxeBuilder({ page }).setLegacyMode().exclude('[data-tabster-dummy]')
    // The dark theme differs from the light one in colors alone.
    const { violations } = await (
      colorScheme === 'dark' ? axe.withRules('color-contrast') : axe.withTags(tags)
    ).analyze()
    const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map(({ html }) => html) }))
    expect.soft(found, `barriers: ${width}, ${colorScheme}`).toEqual([])
    if (width === 'phone') await expectNoSidewaysScroll(page)
  }
}

export async function expectNoSidewaysScroll(page: Page): Promise<void> {
  const tooWide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth)
  expect.soft(tooWide, 'pixels that the page is wider than the window').toBeLessThanOrEqual(0)
}
