import { createContext, useContext, useEffect, useMemo, useState } from 'react'
import type { ReactNode } from 'react'
import { useMediaQuery } from '../../lib/use-media-query.ts'

export const themePreferences = ['light', 'dark', 'system'] as const
export type ThemePreference = (typeof themePreferences)[number]

type ThemeState = {
  preference: ThemePreference
  isDark: boolean
  setPreference: (preference: ThemePreference) => void
}

const storageKey = 'pomona-theme'
const ThemeContext = createContext<ThemeState | null>(null)

function readPreference(): ThemePreference {
  const stored = localStorage.getItem(storageKey)
  return themePreferences.find((preference) => preference === stored) ?? 'system'
}

/** Which theme the person wants; `system` follows the device. Kept in this browser. */
export function ThemePreferenceProvider({ children }: { children: ReactNode }) {
  const [preference, setPreference] = useState(readPreference)
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  const isDark = preference === 'system' ? systemIsDark : preference === 'dark'

  useEffect(() => {
    // The ground behind the page, form controls and scroll bars follow.
    document.documentElement.style.colorScheme = isDark ? 'dark' : 'light'
  }, [isDark])

  const state = useMemo<ThemeState>(
    () => ({
      preference,
      isDark,
      setPreference: (next) => {
        localStorage.setItem(storageKey, next)
        setPreference(next)
      },
    }),
    [preference, isDark],
  )
  return <ThemeContext value={state}>{children}</ThemeContext>
}

export function useThemePreference(): ThemeState {
  const state = useContext(ThemeContext)
  if (!state) throw new Error('useThemePreference needs a ThemePreferenceProvider above it')
  return state
}
