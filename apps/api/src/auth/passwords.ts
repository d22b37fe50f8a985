import { hash, verify } from '@node-rs/argon2'

/** Argon2id; 19 MiB, two passes, one lane is what OWASP names as the least. */
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** The hash under which a password is kept. */
export const hashPassword = (password: string): Promise<string> => hash(password, options)

let hashOfNobody: Promise<string> | undefined

/** Whether the password is the account's. Without an account it takes as long and says no, so that time tells nothing of who is known. */
export async function isPasswordOf(account: { passwordHash: string } | undefined, password: string): Promise<boolean> {
  hashOfNobody ??= hashPassword('nobody')
  const matches = await verify(account?.passwordHash ?? (await hashOfNobody), password)
  return account !== undefined && matches
}

/** Makes the hash that unknown e-mails are checked against, before the first sign-in waits for it. */
export async function prepareSignIn(): Promise<void> {
  hashOfNobody ??= hashPassword('nobody')
  await hashOfNobody
}
