export { createMemoryVppClient } from './memory-vpp-client.ts'
export { receivePosts, vppClientContract, type ContractWorld } from './vpp-client-contract.ts'
export { vppReadContract } from './vpp-read-contract.ts'
