import { RouterProvider } from 'react-router/dom'
import { Providers } from './providers.tsx'
import { createQueryClient } from './query-client.ts'
import { createConsoleRouter } from './router.tsx'

const queryClient = createQueryClient()
const router = createConsoleRouter(queryClient)

export function App() {
  return (
    <Providers queryClient={queryClient}>
      <RouterProvider router={router} />
    </Providers>
  )
}
