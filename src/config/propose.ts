import { Document, isMap, isScalar, parseDocument, type Pair, type YAMLMap } from "yaml"
import type { Bounds } from "./bounds.js"
import { literalName } from "../options/name-patterns.js"
import { roleTable, type ColumnType, type NamedRole } from "../model.js"

/** What was seen of one column. */
export interface SeenColumn {
  name: string
  type: ColumnType
  /** Why it has this type: "text, 3 different values". */
  reason: string
  min: number | null
  max: number | null
  /** The extremes themselves. */
  seen: Bounds | null
  /** All of its categories; null where they are none, or too many to list. */
  values: string[] | null
  /** The share of rows that may lie outside `min`, `max` and `values`. */
  allowed: number
  /** Whether every value is there and occurs once. */
  unique: boolean
}

export interface SeenTable {
  label: string
  rows: number
  columns: readonly SeenColumn[]
}

/** Roles as names and types suggest them; unsure ones are for a person to confirm. */
export interface GuessedRole {
  role: NamedRole
  name: string
  sure: boolean
}

/** At most one target and one prediction, the time column where one is named like it or is the only one, every identifier. */
export function guessRoles(columns: readonly SeenColumn[]): GuessedRole[] {
  const named = (["target", "prediction"] as const).flatMap((role) => {
    const { sure, maybe } = roleTable[role]
    const certain = columns.find(({ name }) => sure.test(name))
    const found = certain ?? columns.find(({ name }) => maybe.test(name))
    return found === undefined ? [] : [{ role, name: found.name, sure: certain !== undefined }]
  })
  const times = columns.filter(({ type }) => type === "datetime")
  const time = times.find(({ name }) => /(time|date|_at|ts)$/i.test(name)) ?? times[0]
  const timestamp =
    times.length === 0 ? [] : [{ role: "timestamp" as const, name: time.name, sure: times.length === 1 }]
  const ids = columns.filter(({ type }) => type === "identifier")
  const taken = new Set([...named, ...timestamp].map(({ name }) => name))
  return [
    ...named,
    ...timestamp,
    ...ids.filter(({ name }) => !taken.has(name)).map(({ name }) => ({ role: "id" as const, name, sure: true })),
  ]
}

const options = { lineWidth: 110, flowCollectionPadding: false } as const

/** A configuration for tables like this one, with comments. */
export function proposal(table: SeenTable, schemaPath: string): string {
  const document = new Document(new Map())
  const root = document.contents as unknown as YAMLMap
  document.commentBefore = ` yaml-language-server: $schema=${schemaPath}`
  const add = (key: string, value: unknown, comment: string) => {
    const pair = document.createPair(key, value) as Pair<{ commentBefore?: string; spaceBefore?: boolean }>
    if (comment !== "") pair.key.commentBefore = comment
    pair.key.spaceBefore = root.items.length > 0
    root.add(pair)
  }
  const rows = `${table.rows.toLocaleString("en-US")} rows, ${table.columns.length.toLocaleString("en-US")} columns`
  add(
    "drift_share",
    0.3,
    ` Settings of driftcheck, from ${oneLine(table.label)} (${rows}); yours to edit.\n Every key: docs/configuration.md of driftcheck, or \`driftcheck schema config\`.\n\n The data set drifts from this share of drifted columns on.`,
  )
  const causes = document.createNode(["drift", "checks"])
  causes.flow = true
  add("fail_on", causes, " What ends in exit code 1: drift, checks, warnings, schema, prediction, target, critical …")
  addRoles(document, guessRoles(table.columns), add)
  const columns = document.createNode(new Map()) as YAMLMap
  for (const column of table.columns) columns.add(columnPair(document, column))
  add(
    "columns",
    columns,
    ` What was seen in ${oneLine(table.label)}. \`driftcheck check\` holds data to required, min, max, values and unique.\n Ranges and values are guesses with some room, so that what breaks them in more than the allowed share of rows is a warning:\n set them to what you would accept, and \`severity: fail\`. More keys: method, threshold, critical, weight, private, only_in, pattern.`,
  )
  return document.toString(options)
}

function addRoles(
  document: Document,
  guessed: readonly GuessedRole[],
  add: (key: string, value: unknown, comment: string) => void,
): void {
  let unsure = guessed.filter(({ sure }) => !sure).map((each) => ` ${roleLine(each.role, each.name)}`)
  const before = () => {
    if (unsure.length === 0) return ""
    const lines = [" Guessed from names; take the # away where it is right:", ...unsure].join("\n")
    unsure = []
    return `${lines}\n\n`
  }
  const sure = guessed.filter(({ sure: certain }) => certain)
  for (const role of ["target", "prediction", "timestamp"] as const) {
    const found = sure.find((each) => each.role === role)
    if (found !== undefined) add(role, found.name, `${before()} Guessed from its name or type.`)
  }
  const ids = document.createNode(sure.filter(({ role }) => role === "id").map(({ name }) => name))
  ids.flow = true
  if (ids.items.length > 0) add("id", ids, `${before()} Columns that name rows, by what they hold; not tested.`)
  if (unsure.length > 0) {
    const key = document.createNode([])
    key.flow = true
    add("exclude", key, `${before()} Columns to leave out: names, or patterns such as "debug_*".`)
  }
}

/** `target: "a name"` on one line, whatever the name holds. */
function roleLine(role: NamedRole, name: string): string {
  return oneLine(
    new Document(new Map([[role, name]])).toString({
      lineWidth: 0,
      defaultStringType: "QUOTE_DOUBLE",
      defaultKeyType: "PLAIN",
    }),
  )
}

function columnPair(document: Document, column: SeenColumn): Pair {
  const settings = document.createNode(new Map(settingsOf(column))) as YAMLMap
  const values = settings.get("values", true) as unknown as YAMLMap | undefined
  if (values !== undefined) values.flow = true
  const pair = document.createPair(literalName(column.name), settings) as Pair<{ comment?: string }, YAMLMap>
  pair.value?.items.forEach((item) => {
    if (isScalar(item.key) && item.key.value === "type" && isScalar(item.value))
      item.value.comment = ` ${oneLine(column.reason)}`
  })
  return pair
}

function settingsOf({ type, min, max, values, allowed, unique }: SeenColumn): [string, unknown][] {
  const guessed = min !== null || max !== null || values !== null
  return [
    ["type", type],
    ["required", true],
    ...(min === null ? [] : [["min", min] as [string, unknown]]),
    ...(max === null ? [] : [["max", max] as [string, unknown]]),
    ...(values === null ? [] : [["values", values] as [string, unknown]]),
    ...(guessed
      ? ([
          ["allowed", allowed],
          ["severity", "warn"],
        ] as [string, unknown][])
      : []),
    ...(unique ? [["unique", true] as [string, unknown]] : []),
  ]
}

/** The keys that follow from the data and are brought up to date; everything else in a file is its owner's. */
const seenKeys = ["type", "min", "max", "values"]

/**
 * The text of a configuration before and after it was brought up to date with a table: of the columns it names, those of
 * `type`, `min`, `max` and `values` that it holds, which are only ever widened unless they are to be narrowed as well; columns
 * that it does not name are added. Both are laid out alike, so that they differ in nothing else.
 */
export function updated(text: string, table: SeenTable, narrow = false): { before: string; after: string } {
  const document = parseDocument(text)
  const layout = { lineWidth: 0, flowCollectionPadding: text.includes("[ ") || text.includes("{ ") } as const
  const before = document.contents === null ? text : document.toString(layout)
  if (!document.has("columns") || !isMap(document.get("columns", true)))
    document.set("columns", document.createNode(new Map()))
  const columns = document.get("columns", true) as YAMLMap
  for (const column of table.columns) {
    const held =
      columns.items.find(({ key }) => isScalar(key) && nameOf(key.value, key.source) === literalName(column.name)) ??
      columns.items.find(({ key }) => isScalar(key) && nameOf(key.value, key.source) === column.name)
    if (held === undefined) columns.add(columnPair(document, column))
    else if (isMap(held.value)) update(document, held.value, column, narrow)
  }
  return { before, after: document.toString(layout) }
}

function update(document: Document, held: YAMLMap, column: SeenColumn, narrow: boolean): void {
  const seen = new Map(settingsOf(column))
  for (const key of seenKeys.filter((each) => held.has(each) && seen.has(each))) {
    const inReference = held.get(key, true) as unknown as { toJSON: () => unknown; flow?: boolean } | undefined
    const value = narrow ? seen.get(key) : widened(key, inReference?.toJSON(), seen.get(key), column)
    if (JSON.stringify(inReference?.toJSON()) === JSON.stringify(value)) continue
    const node = document.createNode(value) as { flow?: boolean }
    if (Array.isArray(value)) node.flow = inReference?.flow ?? true
    held.set(key, node)
  }
}

/** What the key must be to take in what it held and what was seen; as it was where that holds what was seen. */
function widened(key: string, held: unknown, proposed: unknown, { seen }: SeenColumn): unknown {
  if (key === "type") return wider.get(String(held))?.includes(String(proposed)) ? proposed : held
  if (key === "min") return typeof held === "number" && seen !== null && seen.min < held ? proposed : held
  if (key === "max") return typeof held === "number" && seen !== null && seen.max > held ? proposed : held
  if (!Array.isArray(held) || !Array.isArray(proposed)) return held
  const known = new Set(held.map(String))
  return [...(held as unknown[]), ...(proposed as unknown[]).filter((value) => !known.has(String(value)))]
}

/** The types that take in all that another holds: fewer or other rows of the same column may look like a narrower one. */
const wider: ReadonlyMap<string, readonly string[]> = new Map([
  ["boolean", ["categorical", "text"]],
  ["categorical", ["text"]],
  ["numeric", ["categorical", "text"]],
  ["datetime", ["categorical", "text"]],
])

const nameOf = (value: unknown, source: string | undefined) =>
  typeof value === "string" ? value : (source ?? String(value))

/** A text for a comment: its line ends would end the comment, too. */
const oneLine = (text: string) => text.trim().replace(/[\p{Cc}\u2028\u2029]+/gu, " ")
