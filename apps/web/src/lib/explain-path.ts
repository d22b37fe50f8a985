/** Whose app is to be explained: a device's, or a person's. */
export type ExplainSubject = { deviceId: string } | { userId: string }

/** Where Explain tells why a device or a person has or lacks an app. */
export function explainPath(subject: ExplainSubject, appId: string): string {
  return `/explain?${new URLSearchParams({ ...subject, appId })}`
}
