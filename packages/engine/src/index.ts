export { appleTiming, pomona, type Actor, type Deps, type Log, type Timing } from './deps.ts'
export { buildDeps, type Settings } from './build-deps.ts'
export { createSecretBox, readEncryptionKey, type SecretBox } from './secret-box.ts'
export { explainAppleError } from '@pomona/apple-vpp'
export { openConversationLog } from './conversation/conversation-log.ts'
export { pruneConversation } from './conversation/prune-conversation.ts'
export { inspectToken, type TokenInspection } from './tokens/inspect-token.ts'
export { createToken, type CreateToken } from './tokens/create-token.ts'
export { renewToken } from './tokens/renew-token.ts'
export { updateToken } from './tokens/update-token.ts'
export { testToken, type TokenTest } from './tokens/test-token.ts'
export { previewCountry, type CountryPreview } from './tokens/preview-country.ts'
export { clearDeletedTokens, clearToken, deleteToken, previewTokenDeletion } from './tokens/delete-token.ts'
export { recalculateToken, resumeToken } from './tokens/resume-token.ts'
export { refreshTokenStates } from './tokens/refresh-token-states.ts'
export { fetchIcons } from './sync/fetch-icons.ts'
export { pruneSyncs } from './sync/prune-syncs.ts'
export { requestSync } from './sync/request-sync.ts'
export { resyncToken } from './sync/resync-token.ts'
export { isCronLine, scheduleSyncs } from './sync/schedule-syncs.ts'
export { syncToken } from './sync/sync-token.ts'
export type { AssignmentToSave } from './assignments/find-faults.ts'
export { saveAssignments } from './assignments/save-assignments.ts'
export { listAssetLicenses, type License } from './licenses/list-licenses.ts'
export { collectRevocation, revokeTokenLicenses } from './licenses/revoke-all.ts'
export {
  revokeAppLicenses,
  revokeDeviceLicenses,
  revokeLicenses,
  revokePersonLicenses,
  type RevokedLicense,
} from './licenses/revoke-licenses.ts'
export { createGroup, deleteGroup, updateGroup } from './groups/change-group.ts'
export { changeMembers, type MemberChange, type WantedMembers } from './groups/change-members.ts'
export {
  listPlanItems,
  planAssignments,
  type AssignmentsPlan,
  type AssignmentsToPlan,
  type PlanItem,
  type PlanItemsRequest,
} from './plans/plan-assignments.ts'
export { planGroupChange, type GroupChange, type GroupPlan } from './plans/plan-group.ts'
export { planRevocation, type RevokePlan } from './plans/plan-revocation.ts'
export { updateDevice } from './devices/change-device.ts'
export { deleteDevice, leaveDevice } from './devices/leave-device.ts'
export { reconcileTitle, type ReconcileResult } from './orders/reconcile-title.ts'
export { workOutTitle, type DecidedClass, type WorkedOutTitle } from './orders/work-out-title.ts'
export { explainApp, type AppExplanation } from './explain/explain-app.ts'
export { compareAssets } from './drift/compare-assets.ts'
export { describeDrift } from './drift/drift-texts.ts'
export { listDriftItems, type DriftItem } from './drift/list-drift-items.ts'
export { repairDrift, type DriftRepair } from './drift/repair-drift.ts'
export { retryOrder } from './orders/retry-order.ts'
export { processOrders } from './orders/process-orders.ts'
export { watchShortages } from './orders/watch-shortages.ts'
export { createPerson, removePerson, updatePerson } from './people/change-people.ts'
export { invitePerson } from './people/invite-person.ts'
export { processUsers } from './people/process-users.ts'
export { registerPeople } from './people/register-people.ts'
export { hooksAddress, type HooksAddress } from './notifications/hooks-address.ts'
export { admitToHook, receiveNotification } from './notifications/receive-notification.ts'
export { applyNotifications } from './notifications/apply-notifications.ts'
export { describeNotification } from './notifications/describe-notification.ts'
export { recheckTold } from './notifications/recheck-told.ts'
export { openToken } from './tokens/use-token.ts'
export { endSubscription } from './notifications/keep-subscription.ts'
export { pruneNotifications } from './notifications/prune-notifications.ts'
export { watchSilence } from './notifications/watch-silence.ts'
