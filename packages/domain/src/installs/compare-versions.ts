/** Compares dotted version numbers part by part; a part that is not there counts as zero. Negative when `a` is older. */
export function compareVersions(a: string, b: string): number {
  const [left, right] = [partsOf(a), partsOf(b)]
  for (let index = 0; index < Math.max(left.length, right.length); index += 1) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

const partsOf = (version: string) => version.split('.').map((part) => Number.parseInt(part, 10) || 0)
