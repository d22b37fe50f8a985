import type { CatalogArt, CatalogItem } from './catalog-item.ts'

type Style = CatalogArt['style']

/** One app of the demo stores; what is left out is what most apps have. */
export function demoApp(
  adamId: string,
  name: string,
  [publisher, genre]: readonly [publisher: string, genre: string],
  [glyph, from, to, style]: readonly [glyph: string, from: string, to: string, style?: Style],
  rest: Partial<CatalogItem> & Pick<CatalogItem, 'description' | 'version'>,
): CatalogItem {
  const number = Number(adamId)
  const slug = (text: string) => text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '')
  return {
    adamId,
    name,
    publisher,
    kind: 'iosSoftware',
    bundleId: `example.${slug(publisher)}.${slug(name)}`,
    deviceFamilies: ['iphone', 'ipad'],
    genres: [genre],
    externalId: 850_000_000 + (number % 100_000) * 7,
    minimumOsVersion: '16.0',
    sizeBytes: 18_000_000 + (number % 97) * 3_100_000,
    price: 0,
    releaseDate: `202${number % 5}-0${1 + (number % 9)}-1${number % 9}`,
    latestVersionReleaseDate: `2026-0${1 + (number % 9)}-2${number % 8}`,
    whatsNew: 'Faster start, and fixes for what you told us.',
    art: { glyph, from, to, style },
    ...rest,
  }
}

const fieldnote = 'Fieldnote Labs'
const northkey = 'Northkey Systems'
const quillfeather = 'Quillfeather Software'
const tallow = 'Tallow & Wick Studio'

/** Apps for work. Every name here is invented. */
export const businessApps: CatalogItem[] = [
  demoApp('1000000101', 'Fieldnote', [fieldnote, 'Productivity'], ['notebook', '#ffb457', '#f0622d'], {
    version: '8.2.1',
    description:
      'Notes, photos and sketches from the field, filed by job and ready for the office before you are back.',
  }),
  demoApp(
    '1000000102',
    'Parcelpath',
    ['Harrowgate Logistics Software', 'Business'],
    ['route', '#22b07d', '#0c7a8a', 'light'],
    {
      version: '5.14.0',
      description: 'Turns a list of stops into the shortest round, with signatures and photos at every door.',
    },
  ),
  demoApp('1000000103', 'Shiftwell', [quillfeather, 'Business'], ['shifts', '#7f8cff', '#4a39c9'], {
    version: '3.9.4',
    description: 'Who works when: publish the week, swap shifts, and see at a glance where somebody is missing.',
    price: 2.99,
  }),
  demoApp('1000000104', 'Tallyhall', [quillfeather, 'Business'], ['scan', '#5df2b4', '#19b58f', 'dark'], {
    version: '12.0.2',
    description: 'Count stock with the camera. Works in the basement too: counts are sent when the connection is back.',
    price: 9.99,
  }),
  demoApp('1000000105', 'Signet Forms', [northkey, 'Business'], ['signature', '#58b7ff', '#1c5fd6'], {
    version: '4.4.0',
    description: 'Paper forms as they were, filled in and signed on the screen.',
    price: 4.99,
  }),
  demoApp('1000000106', 'Lumen Charts', ['Lumen & Low', 'Business'], ['bars', '#8b5cf6', '#4c1d95', 'light'], {
    version: '2.31.0',
    description: 'The numbers of the day on one page, drawn from the tables you already have.',
    price: 14.99,
  }),
  demoApp('1000000107', 'Quorum', ['Quorum Meeting Tools', 'Business'], ['video', '#4fc3f7', '#1565c0'], {
    version: '21.3',
    description: 'Meetings that start on time: join with one tap, share a screen, leave with minutes.',
    deviceFamilies: ['iphone', 'ipad', 'mac'],
  }),
  demoApp('1000000108', 'Brightpost Mail', [fieldnote, 'Productivity'], ['envelope', '#ff6b81', '#c9184a'], {
    version: '6.0.8',
    description: 'Shared mailboxes for teams: who answers what, and what still waits.',
  }),
  demoApp('1000000109', 'Northkey Authenticator', [northkey, 'Utilities'], ['key', '#ffd166', '#ef8e19', 'dark'], {
    version: '3.2.0',
    description: 'One-time codes and passkeys, kept on the device and nowhere else.',
  }),
  demoApp('1000000110', 'Ledgerleaf', ['Ledgerleaf', 'Finance'], ['receipt', '#3ecf8e', '#0f7b53'], {
    version: '7.7.3',
    description: 'Photograph the receipt, pick the project, done: expenses before the coffee is cold.',
    price: 1.99,
    missingIn: ['DE', 'FR', 'GB'],
  }),
  demoApp('1000000111', 'Roadbook', ['Harrowgate Logistics Software', 'Navigation'], ['map', '#6ee7b7', '#2563eb'], {
    version: '9.1.0',
    description: 'Truck routes with heights, weights and the gates that are really open.',
    price: 24.99,
    sizeBytes: 412_000_000,
  }),
  demoApp('1000000112', 'Safestep', ['Handrail Safety', 'Business'], ['clipboard', '#ff9f43', '#ee5a24', 'light'], {
    version: '2.8.5',
    description: 'Checklists for ladders, lifts and loading bays, with a photo for every finding.',
  }),
  demoApp('1000000113', 'Docket Scanner', [tallow, 'Productivity'], ['camera', '#a3bffa', '#3b5bdb'], {
    version: '5.5.1',
    description: 'Straight, clean scans of crumpled dockets, named and filed by themselves.',
  }),
  demoApp('1000000114', 'Waypost', [tallow, 'Navigation'], ['compass', '#ff7e67', '#b3203f', 'light'], {
    version: '1.12.0',
    description: 'Finds the right dock, door and desk on sites that no map knows.',
  }),
  demoApp('1000000115', 'Tempo Timer', [tallow, 'Utilities'], ['timer', '#ff6b6b', '#c2255c'], {
    version: '4.0.0',
    description: 'Several timers, large numbers, readable across a workshop.',
    price: 0.99,
    minimumOsVersion: '17.2',
  }),
  demoApp('1000000116', 'Cloudbin', ['Cloudbin Storage', 'Utilities'], ['cloud', '#74c0fc', '#228be6'], {
    version: '14.6.2',
    description: 'The team’s files, with the versions of the last year and no surprises.',
  }),
  demoApp('1000000117', 'Relay Radio', ['Relay Voice', 'Social Networking'], ['voice', '#ffe066', '#f08c00', 'dark'], {
    version: '3.3.3',
    description: 'Push to talk for crews, in a group or one to one.',
    deviceFamilies: ['iphone', 'ipad', 'watch'],
  }),
  demoApp('1000000118', 'Papercrane', [quillfeather, 'Productivity'], ['crane', '#ff8787', '#e03131'], {
    version: '10.2',
    description: 'Mark up, merge and sign PDF files, folded into one small app.',
    price: 7.99,
  }),
  demoApp(
    '1000000119',
    'Fernhollow Depot',
    ['Fernhollow Logistics', 'Business'],
    ['depot', '#38d9a9', '#087f5b', 'dark'],
    {
      version: '1.7.0',
      description: 'The depot’s own app: gates, slots and loading lists. Made for Fernhollow Logistics.',
      isCustomApp: true,
    },
  ),
  demoApp('1000000120', 'Crewboard', [fieldnote, 'Business'], ['board', '#66d9e8', '#1098ad', 'dark'], {
    version: '2.2.9',
    description: 'Cards that wander from planned to done, for crews that do not sit at desks.',
  }),
  demoApp('1000000121', 'Gearcheck', ['Handrail Safety', 'Business'], ['gear', '#adb5bd', '#495057'], {
    version: '6.1.4',
    description: 'Vehicle and machine inspections, due dates included.',
    price: 3.99,
  }),
  demoApp('1000000122', 'Stillpoint', ['Stillpoint', 'Health & Fitness'], ['moon', '#b197fc', '#5f3dc4', 'dark'], {
    version: '5.0.6',
    description: 'Ten quiet minutes, for the break that is a break.',
    price: 2.99,
  }),
  demoApp('1000000123', 'Pulse First Aid', ['Handrail Safety', 'Medical'], ['pulse', '#ff8fa3', '#d6336c', 'light'], {
    version: '3.1.0',
    description: 'What to do, step by step and read aloud, until help is there.',
  }),
  demoApp(
    '1000000124',
    'Boxwright',
    ['Harrowgate Logistics Software', 'Business'],
    ['parcel', '#ffc078', '#b5651d', 'light'],
    {
      version: '2.0.1',
      description: 'Which box, which way up: packs an order in three dimensions before anybody lifts anything.',
      price: 19.99,
    },
  ),
  demoApp('1000000125', 'Welcome Desk', ['Lumen & Low', 'Business'], ['welcome', '#63e6be', '#0ca678'], {
    version: '4.9.0',
    description: 'Visitors sign in on the tablet at the door, and their host is told.',
    deviceFamilies: ['ipad'],
  }),
  demoApp(
    '1000000126',
    'Boardroom Slides',
    ['Lumen & Low', 'Productivity'],
    ['slides', '#ff922b', '#d9480f', 'light'],
    {
      version: '11.4',
      description: 'Slides for the large screen, with notes for the one who speaks.',
      kind: 'desktopApp',
      deviceFamilies: ['mac'],
      minimumOsVersion: '13.0',
      price: 29.99,
    },
  ),
]
