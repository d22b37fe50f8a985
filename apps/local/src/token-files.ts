import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'

const locations = z.array(z.object({ locationName: z.string(), tokenFile: z.string() }))

/** Writes the mock locations' tokens as files, the way Apple's website hands them out, so that a browser can pick them. */
export async function writeTokenFiles(options: { mockAppleUrl: string; dataDir: string }): Promise<string[]> {
  const answer = await fetch(`${options.mockAppleUrl}/_mock/locations`)
  const body: unknown = await answer.json()
  const found = locations.parse(Array.isArray(body) ? body : z.object({ value: z.unknown() }).parse(body).value)
  const folder = join(options.dataDir, 'token-files')
  mkdirSync(folder, { recursive: true })
  return found.map(({ locationName, tokenFile }) => {
    const file = join(folder, `${locationName.replaceAll(/[^\p{L}\p{N} ._-]/gu, '_')}.vpptoken`)
    writeFileSync(file, tokenFile, { mode: 0o600 })
    return file
  })
}
