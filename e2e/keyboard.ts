import { expect, type Locator, type Page } from '@playwright/test'

/** More than any page has controls: whoever needs more Tabs is caught somewhere or cannot be reached. */
const tabsMax = 150

/** A person without a mouse: everything goes through the focus. */
export function keyboardOf(page: Page) {
  const isFocused = (target: Locator) => target.evaluate((element) => element === document.activeElement)

  /** Presses Tab until the target has the focus. */
  const tabTo = async (target: Locator) => {
    await expect(target).toBeVisible()
    for (let tabs = 0; tabs < tabsMax; tabs += 1) {
      if (await isFocused(target)) return
      await page.keyboard.press('Tab')
    }
    await expect(target, `reached by ${tabsMax} Tabs`).toBeFocused()
  }
  return {
    tabTo,
    async press(target: Locator, key: 'Enter' | 'Space' = 'Enter') {
      await tabTo(target)
      await page.keyboard.press(key)
    },
    async type(target: Locator, text: string) {
      await tabTo(target)
      await page.keyboard.type(text)
    },
  }
}
