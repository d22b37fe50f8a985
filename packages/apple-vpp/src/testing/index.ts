export { createMemoryVppClient } from './memory-vpp-client.ts'
export { receivePosts, type ContractWorld } from './contract-world.ts'
export { vppClientContract } from './vpp-client-contract.ts'
export { vppReadContract } from './vpp-read-contract.ts'
