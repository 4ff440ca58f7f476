import type { StorageKind } from "../../model.js"
import { token } from "./token.js"

/** How a column's values are kept while they are read; see builders.ts. */
export type BuilderKind = "null" | "boolean" | "double" | "int64" | "milliseconds" | "microseconds" | "text"

export interface CsvType {
  kind: StorageKind
  storageType: string
  integer: boolean
  builder: BuilderKind
}

const anyNumber = token.integer | token.bigInteger | token.number | token.nan
const anyTime = token.date | token.local | token.zoned | token.micro | token.nano
const missing = token.blank | token.nan

/** The narrowest type first: a column has the first type whose tokens include all it was seen to hold. */
const types: readonly { holds: number; type: CsvType }[] = [
  { holds: 0, type: type("null", "null", "null") },
  { holds: token.blank, type: type("string", "string", "text") },
  { holds: token.integer | token.blank, type: type("number", "int64", "double") },
  { holds: token.integer | token.bigInteger | token.blank, type: type("number", "int64", "int64") },
  { holds: anyNumber | token.blank, type: type("number", "double", "double") },
  { holds: token.boolean | missing, type: type("boolean", "bool", "boolean") },
  { holds: token.date | missing, type: type("datetime", "date32[day]", "milliseconds") },
  { holds: token.date | token.local | missing, type: type("datetime", "timestamp[ms]", "milliseconds") },
  {
    holds: token.date | token.local | token.zoned | missing,
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
    [kind === "datetime" && holds(seen, token.nano), "digits finer than microseconds were left out"],
  ]
  return doubts.filter(([applies]) => applies).map(([, doubt]) => `column ${JSON.stringify(name)}: ${doubt}`)
}

const holds = (seen: number, tokens: number) => (seen & tokens) !== 0
