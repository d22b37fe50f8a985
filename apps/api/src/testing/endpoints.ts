import * as contracts from '@pomona/contracts'

const isEndpoint = (value: unknown): value is contracts.Endpoint =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'response' in value

/** Every endpoint of the contracts, by its name there. */
export const endpoints: [name: string, endpoint: contracts.Endpoint][] = Object.entries(contracts).flatMap(
  ([name, value]) => (isEndpoint(value) ? [[name, value as contracts.Endpoint] as [string, contracts.Endpoint]] : []),
)
