import { errorCodes } from '@pomona/domain'
import { z } from 'zod'

/** Every answer that is not a success. Scripts match on `code`; `message` is for people; quote `requestId` when asking for help. */
export const errorBody = z.object({
  error: z.object({
    code: z.enum([...errorCodes, 'internal']),
    message: z.string(),
    details: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
    requestId: z.string(),
  }),
})
export type ErrorBody = z.infer<typeof errorBody>
