/** `npm run create-account -- --email x --name y --role admin`: the password is asked for, or read from standard input. */
import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { connectDatabase, findAccountByEmail, insertAccount } from '@pomona/db'
import { z } from 'zod'
import { hashPassword } from './auth/passwords.ts'

const usage = 'npm run create-account -- --email ada@example.com --name "Ada Lovelace" --role admin'

const input = z.object({
  email: z.email('--email must be an e-mail address').trim().toLowerCase().max(320),
  name: z.string('--name is missing').trim().min(1, '--name is missing').max(200),
  role: z.enum(['admin', 'appManager', 'helpdesk'], '--role must be admin, appManager or helpdesk'),
  password: z.string().min(12, 'The password must have at least 12 characters').max(1000),
  databaseUrl: z.string('Set DATABASE_URL to the database of this installation'),
})

try {
  await main()
} catch (error) {
  fail(error instanceof Error ? error.message : String(error))
}

async function main(): Promise<void> {
  const options = { email: { type: 'string' }, name: { type: 'string' }, role: { type: 'string' } } as const
  const { values } = parseArgs({ options })
  const given = { ...values, databaseUrl: process.env['DATABASE_URL'], password: 'not asked for yet' }
  refuse(input.safeParse(given))
  const account = refuse(input.safeParse({ ...given, password: await readPassword() }))

  const database = connectDatabase(account.databaseUrl, { poolSize: 1 })
  try {
    if (await findAccountByEmail(database.prisma, account.email))
      throw new Error(`${account.email} has an account already.`)
    const { email, name, role } = account
    await insertAccount(database.prisma, {
      email,
      displayName: name,
      role,
      passwordHash: await hashPassword(account.password),
    })
    console.log(`${email} can sign in now, with the role ${role}.`)
  } finally {
    await database.close()
  }
}

/** From a terminal without showing it, else the first line of what is piped in. */
async function readPassword(): Promise<string> {
  if (!process.stdin.isTTY) return (await text(process.stdin)).split(/\r?\n/, 1)[0] ?? ''
  const silence = new Writable({ write: (_chunk, _encoding, done) => done() })
  const terminal = createInterface({ input: process.stdin, output: silence, terminal: true })
  process.stderr.write('Password (at least 12 characters): ')
  const password = await terminal.question('')
  terminal.close()
  process.stderr.write('\n')
  return password
}

function refuse<T>(result: z.ZodSafeParseResult<T>): T {
  if (!result.success) throw new Error(`${result.error.issues.map(({ message }) => message).join('\n')}\n\n${usage}`)
  return result.data
}

function fail(message: string): never {
  console.error(message)
  process.exit(1)
}
