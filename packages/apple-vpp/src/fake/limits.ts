/** What the service allows at this moment; may be changed while it runs. */
export type FakeLimits = {
  maxAssets: number
  maxClientUserIds: number
  maxSerialNumbers: number
  maxRevokeClientUserIds: number
  maxRevokeSerialNumbers: number
  maxUsers: number
  maxNotificationLength: number
  maxMdmIdLength: number
  maxMdmNameLength: number
  maxMdmMetadataLength: number
  /** Requests of one organization; as many as it likes when left out. */
  maxRequestPerSecond?: number | undefined
}

export const appleLimits: FakeLimits = {
  maxAssets: 25,
  maxClientUserIds: 1000,
  maxSerialNumbers: 1000,
  maxRevokeClientUserIds: 100,
  maxRevokeSerialNumbers: 100,
  maxUsers: 100,
  maxNotificationLength: 512,
  maxMdmIdLength: 100,
  maxMdmNameLength: 100,
  maxMdmMetadataLength: 255,
}
