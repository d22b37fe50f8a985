import { createDarkTheme, createLightTheme } from '@fluentui/react-components'
import type { BrandVariants, Theme } from '@fluentui/react-components'

// One restrained green, even in lightness steps. 80 carries white text at 5.2:1, 110 stands on the dark ground at 5.7:1.
const brand: BrandVariants = {
  10: '#021106',
  20: '#051e0e',
  30: '#0b2e18',
  40: '#133e22',
  50: '#1c4c2c',
  60: '#255b37',
  70: '#2f6a42',
  80: '#3b7a4e',
  90: '#468a5b',
  100: '#559d6b',
  110: '#69b17e',
  120: '#7fc492',
  130: '#98d5a8',
  140: '#b0e3bc',
  150: '#caf0d3',
  160: '#e4f8e8',
}

export const lightTheme: Theme = createLightTheme(brand)

const dark = createDarkTheme(brand)

export const darkTheme: Theme = {
  ...dark,
  // Fluent's defaults (100) fall short of 4.5:1 on the dark card ground.
  colorBrandForeground1: brand[110],
  colorBrandForeground2: brand[120],
  colorBrandForegroundLink: brand[110],
  colorBrandForegroundLinkHover: brand[120],
  colorBrandForegroundLinkPressed: brand[100],
  colorBrandForegroundLinkSelected: brand[110],
  colorCompoundBrandForeground1: brand[110],
  colorCompoundBrandForeground1Hover: brand[120],
  colorCompoundBrandForeground1Pressed: brand[100],
  colorStatusDangerForeground1: dark.colorPaletteRedForeground3,
}
