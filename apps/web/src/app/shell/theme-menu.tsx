import { Button, Menu, MenuItemRadio, MenuList, MenuPopover, MenuTrigger } from '@fluentui/react-components'
import { DarkThemeRegular } from '@fluentui/react-icons/svg/dark-theme'
import { themePreferences, useThemePreference } from '../theme/theme-preference.tsx'
import { texts } from './texts.ts'

/** Shown once it was asked for, hence open. */
export function ThemeMenu() {
  const { preference, setPreference } = useThemePreference()
  return (
    <Menu
      defaultOpen
      positioning="below-end"
      checkedValues={{ theme: [preference] }}
      onCheckedValueChange={(_, { checkedItems }) => {
        const chosen = themePreferences.find((candidate) => candidate === checkedItems[0])
        if (chosen) setPreference(chosen)
      }}
    >
      <MenuTrigger disableButtonEnhancement>
        <Button appearance="subtle" icon={<DarkThemeRegular />} aria-label={texts.theme} />
      </MenuTrigger>
      <MenuPopover>
        <MenuList>
          {themePreferences.map((value) => (
            <MenuItemRadio key={value} name="theme" value={value}>
              {texts.themes[value]}
            </MenuItemRadio>
          ))}
        </MenuList>
      </MenuPopover>
    </Menu>
  )
}
