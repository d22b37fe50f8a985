import { assignmentTargetKinds, groupKinds, intents, licenseTypes } from '@pomona/domain'
import { z } from 'zod'
import { endpoint, id, idParams } from './endpoint.ts'

const settings = z.object({
  uninstallOnDeviceRemoval: z.boolean().default(true),
  isRemovable: z.boolean().default(true),
  preventBackup: z.boolean().default(false),
  preventAutomaticUpdate: z.boolean().default(false),
})

const target = z
  .object({
    kind: z.enum(assignmentTargetKinds),
    groupId: id.optional(),
    /** The group gets nothing, whatever else reaches its members. */
    exclude: z.boolean().optional(),
  })
  .refine((value) => (value.kind === 'group') === (value.groupId !== undefined), {
    path: ['groupId'],
    message: 'A target of kind "group" names its groupId; the others do not.',
  })
  .refine((value) => value.kind === 'group' || value.exclude !== true, {
    path: ['exclude'],
    message: 'Only a group can be excluded.',
  })

/** One line of an app's assignment list. An exclusion needs neither intent nor license type. */
export const assignmentInput = z
  .object({
    target,
    intent: z.enum(intents).optional(),
    licenseType: z.enum(licenseTypes).optional(),
    settings: settings.partial().optional(),
  })
  .refine((value) => value.target.exclude === true || value.intent !== undefined, {
    path: ['intent'],
    message: 'Say what the assignment is for: available, required or uninstall.',
  })
export type AssignmentInput = z.infer<typeof assignmentInput>

export const assignmentView = z.object({
  id,
  target: z.object({
    kind: z.enum(assignmentTargetKinds),
    groupId: id.optional(),
    /** What the group holds. */
    groupKind: z.enum(groupKinds).optional(),
    exclude: z.boolean().optional(),
    /** What the group is called and how many it holds. */
    displayName: z.string(),
    memberCount: z.number().int(),
  }),
  intent: z.enum(intents).optional(),
  licenseType: z.enum(licenseTypes).optional(),
  settings,
})
export type AssignmentView = z.infer<typeof assignmentView>

const assignmentList = z.object({ assignments: z.array(assignmentView) })

const readList = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'GET',
    path,
    summary: 'To whom it is assigned. The answer’s ETag guards the next change',
    tag,
    access: 'helpdesk',
    params: idParams,
    response: assignmentList,
  })

const replaceList = (path: `/api/v1/${string}`, tag: string) =>
  endpoint({
    method: 'PUT',
    path,
    summary: 'Replace the whole assignment list',
    tag,
    access: 'appManager',
    params: idParams,
    /** With `planHash` only what the plan showed is done; else the answer is 409 `plan_changed`. */
    body: z.object({ assignments: z.array(assignmentInput).max(500), planHash: z.string().max(1000).optional() }),
    response: assignmentList,
    needsIfMatch: true,
  })

export const getAssignments = readList('/api/v1/apps/:id/assignments', 'Apps')
export const putAssignments = replaceList('/api/v1/apps/:id/assignments', 'Apps')
/** A book is licensed to people alone, Available or Required (P16). */
export const getBookAssignments = readList('/api/v1/books/:id/assignments', 'Books')
export const putBookAssignments = replaceList('/api/v1/books/:id/assignments', 'Books')
