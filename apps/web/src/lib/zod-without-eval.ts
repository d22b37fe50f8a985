import { config } from 'zod'

// The console's content policy forbids code made from text; without this, zod tries it once and the browser reports it.
config({ jitless: true })
