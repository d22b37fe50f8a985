import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import { StartRefused } from './start-refused.ts'

const secrets = z.object({ jwtSecret: z.string().min(1), encryptionKey: z.string().min(1) })
export type Secrets = z.infer<typeof secrets>

/** The installation's secrets: made once and kept in `dataDir`, readable by its owner alone. */
export function readOrMakeSecrets(dataDir: string): Secrets {
  const file = join(dataDir, 'secrets.json')
  if (existsSync(file)) return readSecrets(file)
  const made: Secrets = {
    jwtSecret: randomBytes(48).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
  }
  // Whole or not at all: without its key, what is sealed in the database is lost.
  writeFileSync(`${file}.new`, JSON.stringify(made, null, 2), { mode: 0o600 })
  renameSync(`${file}.new`, file)
  return made
}

function readSecrets(file: string): Secrets {
  try {
    return secrets.parse(JSON.parse(readFileSync(file, 'utf8')))
  } catch (cause) {
    throw new StartRefused(
      `${file} cannot be read. Put the file back from a copy: tokens in the database are sealed with it.\n` +
        'To begin anew instead, remove the data folder.',
      { cause },
    )
  }
}
