import { Blade } from '../../../ui/blade.tsx'

export function Component() {
  return <Blade title="Overview">Overview</Blade>
}
