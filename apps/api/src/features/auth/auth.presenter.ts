import type { AccountView } from '@pomona/contracts'
import type { Role } from '@pomona/domain'

export const presentAccount = (account: {
  id: string
  email: string
  displayName: string
  role: Role
}): AccountView => ({
  id: account.id,
  email: account.email,
  displayName: account.displayName,
  role: account.role,
})
