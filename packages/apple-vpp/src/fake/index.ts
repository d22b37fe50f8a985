export {
  createFakeApple,
  FakeAppleProblem,
  type FakeApple,
  type FakeAppleOptions,
  type LocationView,
} from './fake-apple.ts'
export { type FakeService } from './fake-service.ts'
export { AppleRefusal, describeRefusal } from './refusal.ts'
export { tokenConditions, type TokenCondition } from './location-state.ts'
export { emptySeed, type AppleSeed, type AssetSeed, type GenerateSeed, type LocationSeed } from './seed.ts'
export { type AppleSnapshot } from './snapshot.ts'
export { appleLimits, type FakeLimits } from './writes.ts'
export { type CatalogArt, type CatalogItem } from './catalog-item.ts'
export { demoSeed } from './demo-locations.ts'
