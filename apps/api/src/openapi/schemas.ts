import * as contracts from '@pomona/contracts'
import { z } from 'zod'

type Json = Record<string, unknown>

/** Views and bodies that the contracts export by name: the description refers to them instead of repeating them. */
const named = z.registry<{ id: string }>()
for (const [name, value] of Object.entries(contracts)) {
  if (value instanceof z.ZodObject) named.add(value, { id: name[0]?.toUpperCase() + name.slice(1) })
}

/** JSON Schema of what is sent (`input`) or answered (`output`); schemas with a name are put into `components`. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output', components: Record<string, unknown>): Json {
  const {
    $schema: _version,
    $defs,
    ...own
  } = z.toJSONSchema(schema, {
    io,
    metadata: named,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // The formats say it; the patterns are longer than everything else.
      if (jsonSchema.format === 'uuid' || jsonSchema.format === 'date-time') delete jsonSchema.pattern
      if (io === 'input' && isStringBoolean(zodSchema)) jsonSchema.type = 'boolean'
    },
  }) as Json
  const { id, ...root } = own
  for (const [name, definition] of Object.entries($defs ?? {})) {
    const { id: _id, ...inner } = pointToComponents(definition) as Json
    components[name] ??= inner
  }
  if (typeof id !== 'string') return pointToComponents(root) as Json
  components[id] ??= pointToComponents(root)
  return { $ref: `#/components/schemas/${id}` }
}

/** `z.stringbool`: a boolean, as a query string spells it. */
function isStringBoolean(schema: z.core.$ZodType): boolean {
  return schema instanceof z.ZodPipe && schema.def.in instanceof z.ZodString && schema.def.out instanceof z.ZodBoolean
}

function pointToComponents(schema: unknown): unknown {
  return JSON.parse(JSON.stringify(schema).replaceAll('"#/$defs/', '"#/components/schemas/'))
}
