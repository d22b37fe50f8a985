/** Something that whoever runs this Apple asked for and cannot have. */
export class FakeAppleProblem extends Error {
  readonly kind: 'not_found' | 'conflict'
  constructor(kind: 'not_found' | 'conflict', message: string) {
    super(message)
    this.kind = kind
  }
}
