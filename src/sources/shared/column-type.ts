import type { StorageKind } from "../../model.js"
import { absent, token } from "./token.js"

/** How a column's values are kept while they are read; see builders.ts. */
export type BuilderKind = "null" | "boolean" | "double" | "int64" | "milliseconds" | "microseconds" | "text"

export interface CsvType {
  kind: StorageKind
  storageType: string
  integer: boolean
  builder: BuilderKind
}

const anyNumber = token.integer | token.bigInteger | token.number | token.nan
const wholeOrMissing = token.integer | token.bigInteger | token.nan | absent
const anyTime = token.date | token.local | token.zoned | token.micro | token.nano | token.dotted
const missing = absent | token.nan

/** The narrowest type first: a column has the first type whose tokens include all it was seen to hold. */
const types: readonly { holds: number; type: CsvType }[] = [
  { holds: 0, type: type("null", "null", "null") },
  { holds: absent, type: type("string", "string", "text") },
  { holds: token.integer | absent, type: type("number", "int64", "double") },
  { holds: token.integer | token.bigInteger | absent, type: type("number", "int64", "int64") },
  { holds: anyNumber | absent, type: type("number", "double", "double") },
  // Whether 1,234 is a thousand only numbers such as 1,5 beside it tell.
  { holds: token.commaGroup | wholeOrMissing, type: type("string", "string", "text") },
  { holds: token.commaNumber | token.commaGroup | wholeOrMissing, type: type("number", "double", "double") },
  { holds: token.boolean | missing, type: type("boolean", "bool", "boolean") },
  { holds: token.date | token.dotted | missing, type: type("datetime", "date32[day]", "milliseconds") },
  { holds: token.date | token.local | token.dotted | missing, type: type("datetime", "timestamp[ms]", "milliseconds") },
  {
    holds: token.date | token.local | token.zoned | token.dotted | missing,
    type: type("datetime", "timestamp[ms, tz=UTC]", "milliseconds"),
  },
  { holds: (anyTime & ~token.zoned) | missing, type: type("datetime", "timestamp[us]", "microseconds") },
  { holds: anyTime | missing, type: type("datetime", "timestamp[us, tz=UTC]", "microseconds") },
  { holds: -1, type: type("string", "string", "text") },
]

function type(kind: StorageKind, storageType: string, builder: BuilderKind): CsvType {
  return { kind, storageType, integer: storageType === "int64", builder }
}

/** The type of a column that holds these tokens (their bits). One text among numbers makes a column of texts: `007` stays `007`. */
export function columnType(seen: number): CsvType {
  return types.find(({ holds }) => (seen & ~holds) === 0)!.type
}

/** What a user should know about how the values of a column named so were read; `seen` is all it holds. */
export function columnWarnings(name: string, seen: number): string[] {
  const { kind, storageType } = columnType(seen)
  const unzoned = token.date | token.local
  const doubts: [boolean, string][] = [
    [
      storageType === "double" && holds(seen, token.bigInteger),
      "whole numbers beyond 2^53 were rounded, for it also holds other numbers",
    ],
    [
      kind === "datetime" && holds(seen, token.zoned) && holds(seen, unzoned),
      "times without a zone were read as UTC, as others have one",
    ],
    [
      kind !== "string" && kind !== "null" && holds(seen, token.nullWord),
      `words such as N/A, null or None were read as missing, as the other values are ${others[kind] ?? "no texts"}`,
    ],
    [kind === "number" && holds(seen, token.commaNumber), "commas were read as decimal points"],
    [
      kind === "string" && holds(seen, token.commaGroup) && !holds(seen, token.text),
      "values such as 1,234 were read as text: the comma may separate thousands or decimals",
    ],
    [kind === "datetime" && holds(seen, token.dotted), "dates such as 31.12.2024 were read as day, month, year"],
    [kind === "datetime" && holds(seen, token.nano), "digits finer than microseconds were left out"],
  ]
  return doubts.filter(([applies]) => applies).map(([, doubt]) => `column ${JSON.stringify(name)}: ${doubt}`)
}

const others: Partial<Record<StorageKind, string>> = { number: "numbers", datetime: "dates", boolean: "true and false" }

const holds = (seen: number, tokens: number) => (seen & tokens) !== 0
