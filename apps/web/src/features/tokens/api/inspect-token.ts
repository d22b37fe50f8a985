import { inspectToken } from '@pomona/contracts'
import { useMutation } from '@tanstack/react-query'
import { call } from '../../../lib/api-client.ts'

/** Asks what a token file opens. A question, though it is sent: nothing is kept of it. */
export function useInspectToken() {
  return useMutation({ mutationFn: (file: string) => call(inspectToken, { body: { file } }), gcTime: 0 })
}
