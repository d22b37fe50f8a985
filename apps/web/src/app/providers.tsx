import {
  AriaLiveAnnouncer,
  createDOMRenderer,
  FluentProvider,
  makeStyles,
  RendererProvider,
  tokens,
} from '@fluentui/react-components'
import { QueryClientProvider } from '@tanstack/react-query'
import type { QueryClient } from '@tanstack/react-query'
import { lazy, Suspense, useMemo } from 'react'
import type { ReactNode } from 'react'
import { darkTheme, lightTheme } from './theme/themes.ts'
import { ThemePreferenceProvider, useThemePreference } from './theme/theme-preference.tsx'

const useStyles = makeStyles({
  root: { minHeight: '100dvh', backgroundColor: tokens.colorNeutralBackground1 },
})

// After the first page, which has no dialog yet.
const FocusKeeper = lazy(() => import('./focus-keeper.tsx').then((module) => ({ default: module.FocusKeeper })))

function readNonce(): string | undefined {
  const meta = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')
  return meta?.nonce || meta?.content || undefined
}

function Theme({ children }: { children: ReactNode }) {
  const styles = useStyles()
  const { isDark } = useThemePreference()
  return (
    <FluentProvider theme={isDark ? darkTheme : lightTheme}>
      <AriaLiveAnnouncer>
        {/* Not on the provider itself: its class is copied to every dialog's portal. */}
        <div className={styles.root}>{children}</div>
        <Suspense>
          <FocusKeeper />
        </Suspense>
      </AriaLiveAnnouncer>
    </FluentProvider>
  )
}

/** Everything that pages expect around them. */
export function Providers({ queryClient, children }: { queryClient: QueryClient; children: ReactNode }) {
  const renderer = useMemo(() => {
    const nonce = readNonce()
    return createDOMRenderer(document, nonce ? { styleElementAttributes: { nonce } } : {})
  }, [])
  return (
    <RendererProvider renderer={renderer}>
      <QueryClientProvider client={queryClient}>
        <ThemePreferenceProvider>
          <Theme>{children}</Theme>
        </ThemePreferenceProvider>
      </QueryClientProvider>
    </RendererProvider>
  )
}
