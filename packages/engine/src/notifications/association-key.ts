/** What names an association within a location. */
export const associationKey = (key: {
  adamId: string
  pricingParam: string
  targetType: string
  target: string
}): string => `${key.adamId} ${key.pricingParam} ${key.targetType} ${key.target}`
