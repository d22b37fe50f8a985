import { useLocation, useNavigate, useSearchParams } from 'react-router'

/** Which side panel is open, kept in the URL so that Back closes it and a link opens it. */
export function usePanel() {
  const [params, setParams] = useSearchParams()
  const location = useLocation()
  const navigate = useNavigate()

  const close = () => {
    const state: unknown = location.state
    const wasOpenedHere = typeof state === 'object' && state !== null && 'isPanel' in state
    if (wasOpenedHere) void navigate(-1)
    else {
      setParams(
        (current) => {
          const next = new URLSearchParams(current)
          next.delete('panel')
          return next
        },
        { replace: true, preventScrollReset: true },
      )
    }
  }

  const open = (panel: string) =>
    setParams(
      (current) => {
        const next = new URLSearchParams(current)
        next.set('panel', panel)
        return next
      },
      { state: { isPanel: true }, preventScrollReset: true },
    )

  return { panel: params.get('panel'), open, close }
}
