import fc from 'fast-check'

/** Which app or book, by what Apple says of it. */
export type TitleKind = 'app' | 'userOnlyApp' | 'book'

/** An assignment line. Targets 0 to 3 are the groups, 4 is all devices, 5 is all users. */
export type Line = {
  target: number
  exclude: boolean
  intent: 'available' | 'required' | 'uninstall'
  licenseType: 'user' | 'device'
}

export type DevicePlot = {
  /** Nobody when there is no such person. */
  owner: number
  isKiosk: boolean
  isShared: boolean
  hasSerial: boolean
  hasLeft: boolean
}

/** An organization as data: what a number means is taken modulo what there is, so that every part can be left out. */
export type Plot = {
  titles: TitleKind[]
  /** What the tokens own: of which title, in which token, how many licenses. One token has a title at most once. */
  assets: { title: number; token: number; total: number }[]
  people: { hasManagedAccount: boolean }[]
  devices: DevicePlot[]
  /** Two device groups, then two user groups: bit by bit who is in them. */
  groups: number[]
}

export type Step =
  | { do: 'save'; asset: number; lines: Line[] }
  | { do: 'members'; group: number; members: number }
  | { do: 'deleteGroup'; group: number }
  | { do: 'purchase'; asset: number; count: number }
  | { do: 'ask'; asset: number; device: number; person: number; isForDevice: boolean }
  | { do: 'revoke'; asset: number; who: number }
  | { do: 'accept'; person: number }
  | { do: 'moveDevice'; device: number; owner: number; isKiosk: boolean }
  | { do: 'leaveDevice'; device: number; isDeleted: boolean }
  | { do: 'removePerson'; person: number }
  | { do: 'takeSilently'; asset: number }
  | { do: 'sync'; token: number }
  | { do: 'pass'; seconds: number }

/** What is done, and whether workers come to it before the next. */
export type Scene = { step: Step; isWorkedOn: boolean }

const small = fc.nat({ max: 7 })
const rarely = fc.nat({ max: 7 }).map((n) => n === 7)
const line: fc.Arbitrary<Line> = fc.record({
  target: fc.nat({ max: 5 }),
  exclude: rarely,
  intent: fc.constantFrom('required', 'required', 'available', 'uninstall'),
  licenseType: fc.constantFrom('device', 'user'),
})
const lines = fc.uniqueArray(line, { minLength: 0, maxLength: 4, selector: ({ target }) => target })
const members = fc.nat({ max: 255 })

export const plots: fc.Arbitrary<Plot> = fc.record({
  titles: fc.array(fc.constantFrom<TitleKind>('app', 'app', 'userOnlyApp', 'book'), { minLength: 1, maxLength: 2 }),
  assets: fc.uniqueArray(
    fc.record({ title: fc.nat({ max: 1 }), token: fc.nat({ max: 1 }), total: fc.nat({ max: 4 }) }),
    { minLength: 1, maxLength: 3, selector: ({ title, token }) => `${title} ${token}` },
  ),
  people: fc.array(fc.record({ hasManagedAccount: fc.boolean() }), { maxLength: 4 }),
  devices: fc.array(
    fc.record({
      owner: fc.nat({ max: 4 }),
      isKiosk: rarely,
      isShared: rarely,
      hasSerial: rarely.map((isRare) => !isRare),
      hasLeft: rarely,
    }),
    { minLength: 1, maxLength: 7 },
  ),
  groups: fc.array(members, { minLength: 4, maxLength: 4 }),
})

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: fc.record({ do: fc.constant('save' as const), asset: small, lines }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('members' as const), group: small, members }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('deleteGroup' as const), group: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('purchase' as const), asset: small, count: fc.integer({ min: 1, max: 2 }) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('ask' as const),
      asset: small,
      device: small,
      person: small,
      isForDevice: fc.boolean(),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('revoke' as const), asset: small, who: fc.nat({ max: 255 }) }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('accept' as const), person: small }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('moveDevice' as const), device: small, owner: small, isKiosk: rarely }),
  },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('leaveDevice' as const), device: small, isDeleted: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('removePerson' as const), person: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('takeSilently' as const), asset: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('sync' as const), token: small }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), seconds: fc.nat({ max: 90 }) }) },
)

/** The first list is always saved: without one nothing happens. */
export const histories: fc.Arbitrary<Scene[]> = fc
  .tuple(lines, fc.array(fc.record({ step, isWorkedOn: fc.boolean() }), { maxLength: 8 }))
  .map(([first, rest]) => [{ step: { do: 'save', asset: 0, lines: first }, isWorkedOn: true }, ...rest])

/** A list that is planned and then saved. */
export type PlannedList = { asset: number; lines: Line[] }

export const lists: fc.Arbitrary<PlannedList> = fc.record({ asset: small, lines })
