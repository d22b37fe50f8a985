/** Where an app's picture is; the version lets browsers keep it until it changes. */
export const iconUrl = (assetId: string, version: string | null): string | null =>
  version === null ? null : `/api/v1/apps/${assetId}/icon?v=${version}`
