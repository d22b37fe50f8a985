import type { DemoDevice } from './devices.ts'
import type { DemoPerson, Team } from './people.ts'

export type DemoGroup<Member> = {
  displayName: string
  description: string
  choose(from: readonly Member[]): readonly Member[]
}

const ofUse = (use: string) => (devices: readonly DemoDevice[]) => devices.filter((device) => device.use === use)
const ofTeams =
  (...teams: Team[]) =>
  (people: readonly DemoPerson[]) =>
    people.filter((person) => teams.includes(person.team))
const isCorporate = (device: DemoDevice) => device.row.ownership === 'corporate'

export const deviceGroups: DemoGroup<DemoDevice>[] = [
  { displayName: 'Sales iPhones', description: 'Supervised iPhones of the sales team.', choose: ofUse('sales') },
  {
    displayName: 'Field service iPhones',
    description: 'Supervised iPhones of the technicians.',
    choose: ofUse('field service'),
  },
  {
    displayName: 'Warehouse kiosk iPads',
    description: 'Locked to the scanning app. Device licenses only.',
    choose: ofUse('warehouse kiosk'),
  },
  { displayName: 'Grade 5 iPads', description: 'Shared iPads of the fifth grade.', choose: ofUse('grade 5') },
  {
    displayName: 'All corporate iPads',
    description: 'Every iPad that belongs to the organization.',
    choose: (devices) => devices.filter((device) => isCorporate(device) && device.family === 'iPad'),
  },
  {
    displayName: 'All corporate devices',
    description: 'Everything that belongs to the organization: more devices than small apps have licenses.',
    choose: (devices) => devices.filter(isCorporate),
  },
  {
    displayName: 'Pilot devices',
    description: 'One of every kind. New assignments start here.',
    choose: (devices) =>
      [...Map.groupBy(devices, (device) => device.use).values()].flatMap((sameUse) =>
        sameUse.filter((device) => device.row.enrollmentState === 'enrolled').slice(0, 1),
      ),
  },
]

export const userGroups: DemoGroup<DemoPerson>[] = [
  { displayName: 'Sales team', description: 'Everybody in sales.', choose: ofTeams('Sales') },
  { displayName: 'Teachers', description: 'The school’s teachers.', choose: ofTeams('Teachers') },
  {
    displayName: 'Office staff',
    description: 'Marketing, design and finance.',
    choose: ofTeams('Marketing', 'Design', 'Finance'),
  },
]
