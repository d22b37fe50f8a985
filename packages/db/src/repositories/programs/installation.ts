import type { Db } from '../../client.ts'

/** The id with which this installation claims locations at Apple: made at the first question, the same for ever after. */
export async function readOrMakeMdmId(db: Db, newId: () => string): Promise<string> {
  await db.installation.createMany({ data: [{ id: 1, mdmId: newId() }], skipDuplicates: true })
  const installation = await db.installation.findUniqueOrThrow({ where: { id: 1 } })
  return installation.mdmId
}
