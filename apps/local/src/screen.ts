import { styleText } from 'node:util'

let isMidLine = false

/** Prints whole lines, also while a step is under way. */
export function say(text: string): void {
  if (isMidLine) process.stdout.write('\n')
  isMidLine = false
  process.stdout.write(`${text}\n`)
}

/** Prints what is being done, and when it is done how long it took. */
export async function step<T>(title: string, work: () => Promise<T>, done = 'done'): Promise<T> {
  const startedAt = performance.now()
  process.stdout.write(`${title} … `)
  isMidLine = true
  const result = await work()
  const seconds = ((performance.now() - startedAt) / 1000).toFixed(1)
  process.stdout.write(`${isMidLine ? '' : `${title} … `}${done} in ${seconds} s\n`)
  isMidLine = false
  return result
}

export const bold = (text: string): string => styleText('bold', text)
export const dim = (text: string): string => styleText('dim', text)
export const red = (text: string): string => styleText('red', text)

const colors = ['cyan', 'magenta', 'yellow', 'green'] as const
const names: string[] = []

/** A program's name in front of its lines, in a color of its own. */
export function prefix(name: string): string {
  if (!names.includes(name)) names.push(name)
  return styleText(colors[names.indexOf(name) % colors.length] ?? 'cyan', name.padEnd(10))
}
