/** The options of driftcheck.compare in Python: one for each key of the configuration. */
import type { Schema } from "./config-schema.js"

const opening = `"""The options of compare and check, from the table of settings: \`npm run docs\` writes this file."""

from __future__ import annotations

import os
from typing import Any, Literal, Mapping, Sequence, TypedDict, Union


class Options(TypedDict, total=False):
    config: Union[str, "os.PathLike[str]", Literal[False]]
    """The configuration file; False: none, and none is looked for."""
    run_date: str
    """The run's date (2026-11-23, or with a time), for old data (default: now)."""
`

/** python/src/driftcheck/_options.py: a field with its type and its sentence for each key, in the order of the schema. */
export function pythonOptions({ properties = {} }: Schema): string {
  const fields = Object.entries(properties).map(
    ([key, schema]) => `    ${key}: ${typeOf(schema)}\n    """${sentence(schema)}"""\n`,
  )
  return opening + fields.join("")
}

/** Words of a list are written out up to so many. */
const mostWords = 15

function typeOf({ type, enum: words, const: value, anyOf, items, additionalProperties }: Schema): string {
  if (value !== undefined) return `Literal[${literal(value)}]`
  if (words !== undefined) return words.length > mostWords ? "str" : `Literal[${words.map(literal).join(", ")}]`
  if (anyOf !== undefined) return union(anyOf.map(typeOf))
  if (type === "array") return `Sequence[${items === undefined ? "Any" : typeOf(items)}]`
  if (type === "object")
    return `Mapping[str, ${typeof additionalProperties === "object" && additionalProperties.type === "string" ? "str" : "Any"}]`
  return plain[type ?? ""] ?? "Any"
}

const plain: Readonly<Record<string, string>> = {
  string: "str",
  integer: "int",
  number: "float",
  boolean: "bool",
  null: "None",
}

function union(types: readonly string[]): string {
  const different = Array.from(new Set(types))
  return different.length === 1 ? different[0] : `Union[${different.join(", ")}]`
}

function literal(value: unknown): string {
  return value === true ? "True" : value === false ? "False" : JSON.stringify(value)
}

function sentence({ description = "", default: value }: Schema): string {
  const said = value === undefined ? "" : ` Default: ${literal(value)}.`
  return `${description}${said}`.replaceAll("\\", "\\\\").replaceAll('"', '\\"')
}
