import type { CatalogItem } from './catalog-item.ts'
import { demoApp } from './demo-business.ts'

const bramble = 'Bramble & Slate'
const oakapple = 'Oakapple Learning'
const inkcap = 'Inkcap Press'

/** Apps for schools. Every name here is invented. */
export const educationApps: CatalogItem[] = [
  demoApp('1000000201', 'Numberloom', [bramble, 'Education'], ['abacus', '#ffa94d', '#e8590c'], {
    version: '6.3.0',
    description: 'Counting, carrying and long division, woven bead by bead.',
    price: 3.99,
  }),
  demoApp('1000000202', 'Leafling', [oakapple, 'Education'], ['leaf', '#8ce99a', '#2b8a3e', 'light'], {
    version: '2.5.2',
    description: 'Name the plant in front of you, then learn where it likes to live.',
    price: 1.99,
  }),
  demoApp('1000000203', 'Atom Sandbox', [oakapple, 'Education'], ['atom', '#748ffc', '#3b2fb5'], {
    version: '4.8.1',
    description: 'Build molecules, heat them, and see what happens without an exploding classroom.',
    price: 4.99,
  }),
  demoApp('1000000204', 'Sketchpine', [bramble, 'Graphics & Design'], ['palette', '#f783ac', '#a61e4d'], {
    version: '9.0.3',
    description: 'Paper, ink and water color, with layers for those who want them.',
    price: 9.99,
  }),
  demoApp('1000000205', 'Storykite', [inkcap, 'Education'], ['kite', '#74c0fc', '#1864ab'], {
    version: '3.6.0',
    description: 'Children write, draw and record a book of their own.',
    price: 2.99,
  }),
  demoApp('1000000206', 'Orbit Atlas', [oakapple, 'Education'], ['planet', '#ffd43b', '#e67700', 'dark'], {
    version: '7.1.2',
    description: 'The solar system to hold in your hands, at the true distances if you dare.',
    price: 5.99,
    sizeBytes: 890_000_000,
  }),
  demoApp('1000000207', 'Chordwise', [bramble, 'Music'], ['music', '#da77f2', '#862e9c'], {
    version: '5.2.0',
    description: 'Hear it, see it, play it: ear training in five minutes a day.',
    price: 6.99,
  }),
  demoApp('1000000208', 'Puzzle Pantry', [bramble, 'Education'], ['puzzle', '#ffe066', '#f59f00'], {
    version: '1.9.9',
    description: 'A shelf of small logic puzzles that grow with the person who solves them.',
  }),
  demoApp('1000000209', 'Graphwell', [oakapple, 'Education'], ['graph', '#4dabf7', '#364fc7', 'light'], {
    version: '8.0.0',
    description: 'Functions, tables and sliders. Allowed in the examination mode of most schools.',
  }),
  demoApp('1000000210', 'Tidepool', [oakapple, 'Education'], ['wave', '#63e6be', '#1971c2'], {
    version: '2.2.4',
    description: 'A rock pool through the day: who hides, who hunts, and why.',
    price: 2.99,
  }),
  demoApp('1000000211', 'Blockbridge', [inkcap, 'Education'], ['blocks', '#ff8787', '#9c36b5'], {
    version: '4.1.1',
    description: 'First steps in programming: stack the blocks, cross the river.',
  }),
  demoApp('1000000212', 'Summit Quiz', [inkcap, 'Education'], ['summit', '#91a7ff', '#2f3fa3'], {
    version: '3.0.5',
    description: 'A quiz for the whole class that everybody finishes, each on their own path.',
  }),
  demoApp('1000000213', 'Classbell', [bramble, 'Education'], ['calendar', '#ff6b6b', '#c92a2a', 'light'], {
    version: '5.8.0',
    description: 'The timetable, and what has changed since breakfast.',
  }),
  demoApp('1000000214', 'Beaker Lab', [oakapple, 'Education'], ['flask', '#38d9a9', '#0b7285', 'dark'], {
    version: '2.7.0',
    description: 'Forty experiments with things from the kitchen, written up as a scientist would.',
    price: 3.99,
  }),
  demoApp('1000000215', 'Tonguetwist', [inkcap, 'Education'], ['chat', '#22d3ee', '#0e7490'], {
    version: '6.6.1',
    description: 'Speak a new language from the first minute; the app listens and answers.',
    price: 4.99,
  }),
]

const book = (
  adamId: string,
  name: string,
  publisher: string,
  [glyph, from, to]: readonly [string, string, string],
  rest: Pick<CatalogItem, 'description' | 'price'>,
): CatalogItem => ({
  ...demoApp(adamId, name, [publisher, 'Textbooks'], [glyph, from, to], { version: '1.0', ...rest }),
  kind: 'ebook',
  bundleId: undefined,
  minimumOsVersion: undefined,
  whatsNew: undefined,
})

/** Books for both. Every title here is invented. */
export const demoBooks: CatalogItem[] = [
  book('1000000301', 'The Warehouse Safety Handbook', 'Handrail Press', ['shield', '#f08c00', '#a34700'], {
    description: 'Everything that moves, falls or closes in a warehouse, and how to be somewhere else when it does.',
    price: 12.99,
  }),
  book('1000000302', 'A Short Guide to Loading', 'Handrail Press', ['parcel', '#1c7ed6', '#103a70'], {
    description: 'Weight, balance and straps, in sixty pages with many drawings.',
    price: 6.99,
  }),
  book('1000000303', 'Fractions Without Tears', inkcap, ['abacus', '#e64980', '#862e5c'], {
    description: 'Halves, thirds and the rest, told with pies, ropes and patience.',
    price: 8.99,
  }),
  book('1000000304', 'Botany for Beginners', inkcap, ['leaf', '#40a061', '#1d5a34'], {
    description: 'From the seed to the hedge: a first book of plants.',
    price: 9.99,
  }),
  book('1000000305', 'The Night Sky Reader', inkcap, ['star', '#5c5fc4', '#1e2052'], {
    description: 'Twelve evenings with the stars, one for each month.',
    price: 7.99,
  }),
]
