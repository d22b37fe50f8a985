import type { Random } from './random.ts'

export const teams = ['Sales', 'Field Service', 'Warehouse', 'Marketing', 'Design', 'Finance', 'Teachers'] as const
export type Team = (typeof teams)[number]

export type DemoPerson = {
  row: { id: string; displayName: string; email: string; managedAppleId: string | null }
  team: Team
}

const headcount: Record<Team, number> = {
  Sales: 38,
  'Field Service': 30,
  Warehouse: 26,
  Marketing: 18,
  Design: 14,
  Finance: 16,
  Teachers: 38,
}

const firstNames = (
  'Amara Ben Carla Daniel Elena Farid Grace Hiro Ines Jonas Kavya Liam ' +
  'Maya Noah Olivia Pedro Quinn Rosa Samuel Tara Uma Victor Wen Yusuf Zoe'
).split(' ')
const lastNames = (
  'Abbott Becker Castillo Diaz Eriksen Fischer Garcia Hughes Ito Jensen Kim ' +
  'Laurent Mbeki Novak Okafor Patel Quintero Rossi Schmidt Tanaka Ueda Vargas Walsh Xu Young Zhang'
).split(' ')

/** Some 180 people in seven teams. No two share a name, so that no two share an e-mail address. */
export function makePeople(random: Random): DemoPerson[] {
  const taken = new Set<string>()
  return teams.flatMap((team) =>
    Array.from({ length: headcount[team] }, () => {
      const displayName = newName(random, taken)
      const mailbox = displayName.toLowerCase().replace(' ', '.')
      const managedAppleId = random.chance(0.7) ? `${mailbox}@appleaccount.pomona.example` : null
      return { row: { id: random.uuid(), displayName, email: `${mailbox}@pomona.example`, managedAppleId }, team }
    }),
  )
}

function newName(random: Random, taken: Set<string>): string {
  for (;;) {
    const name = `${random.pick(firstNames)} ${random.pick(lastNames)}`
    if (taken.has(name)) continue
    taken.add(name)
    return name
  }
}
