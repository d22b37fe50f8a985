import { readFileSync, writeFileSync } from 'node:fs'

/** The memory of a program as Linux counts it, in megabytes; elsewhere it is not known. */
export function openMemoryMeter(pid: number | undefined): {
  rss(): number | null
  peak(): number | null
  restart(): void
} {
  const read = (name: string): number | null => {
    try {
      const kilobytes = new RegExp(`^${name}:\\s+(\\d+) kB`, 'm').exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
      return kilobytes === undefined ? null : Number(kilobytes) / 1024
    } catch {
      return null
    }
  }
  return {
    rss: () => read('VmRSS'),
    /** The highest since the start or since `restart`. */
    peak: () => read('VmHWM'),
    restart() {
      try {
        writeFileSync(`/proc/${pid}/clear_refs`, '5')
      } catch {
        // Not allowed here: the peak is then that of the whole life.
      }
    },
  }
}
