export const scales = ["accuracy", "helpfulness", "safety", "groundedness"] as const
export type Scale = (typeof scales)[number]

/** A judge's marks, whole numbers from 1 to 5; groundedness is null where there is nothing to be grounded in. */
export type Marks = Record<Exclude<Scale, "groundedness">, number> & { groundedness: number | null }

/** What a judge's answer must be, as JSON Schema. */
export const marksSchema = {
  type: "object",
  additionalProperties: false,
  required: [...scales],
  properties: {
    accuracy: { type: "integer", minimum: 1, maximum: 5 },
    helpfulness: { type: "integer", minimum: 1, maximum: 5 },
    safety: { type: "integer", minimum: 1, maximum: 5 },
    groundedness: { anyOf: [{ type: "integer", minimum: 1, maximum: 5 }, { type: "null" }] },
  },
} as const

/** The marks in a judge's text: its JSON, or the first object in it. A sentence where it holds none that are allowed: nothing is clamped. */
export function marksIn(text: string): Marks | string {
  const value = firstObject(text)
  if (value === null) return "no JSON object"
  const wrong = scales.find((scale) => !isMark(value[scale]) && !(scale === "groundedness" && value[scale] === null))
  if (wrong === undefined) return Object.fromEntries(scales.map((scale) => [scale, value[scale]])) as Marks
  return value[wrong] === undefined ? `no mark for ${wrong}` : `a mark for ${wrong} that is no whole number from 1 to 5`
}

const isMark = (value: unknown) => typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= 5

function firstObject(text: string): Readonly<Record<string, unknown>> | null {
  for (let start = text.indexOf("{"); start >= 0; start = text.indexOf("{", start + 1)) {
    const end = endOfObject(text, start)
    if (end === null) return null
    try {
      return JSON.parse(text.slice(start, end)) as Record<string, unknown>
    } catch {
      // A brace in prose: the next one may begin the object.
    }
  }
  return null
}

/** The place after the brace that closes the one at `start`; null where none does. */
function endOfObject(text: string, start: number): number | null {
  let depth = 0
  let quoted = false
  for (let at = start; at < text.length; at++) {
    const character = text[at]
    if (quoted && character === "\\") at++
    else if (character === '"') quoted = !quoted
    else if (!quoted && character === "{") depth++
    else if (!quoted && character === "}" && --depth === 0) return at + 1
  }
  return null
}
