import { ObjectCutter } from "./object-cutter.js"

/**
 * The rows, as texts of objects, of a table that one JSON object holds: `{"data": [{…}]}` and the like, and what pandas' `to_json` writes
 * by columns, index, split or table. Null for an object that is a row itself.
 */
export function unwrapped(text: string, path: string): string[] | null {
  const value: unknown = JSON.parse(text)
  if (!isObject(value)) return null
  const rows = splitRows(value) ?? columnLists(value) ?? columnObjects(value)
  if (rows !== null) return rows.map((row) => JSON.stringify(Object.fromEntries(row)))
  const list = onlyList(value)
  return list === null ? null : textsOf(list, text, path)
}

type Row = [key: string, value: unknown][]
type Json = Readonly<Record<string, unknown>>

const isObject = (value: unknown): value is Json => typeof value === "object" && value !== null && !Array.isArray(value)
const isPlain = (value: unknown) => typeof value !== "object" || value === null

/** What web services write beside their list: which page it is. */
const paging = /^(schema|meta|metadata|pagination|paging|page_?info|_?links)$/i

/** The one list of objects in it, beside plain values, a `schema` and what speaks of pages. */
function onlyList(value: Json): { key: string; rows: readonly Json[] } | null {
  const others = Object.entries(value).filter(
    ([key, each]) => !isPlain(each) && !(paging.test(key) && !isListOfObjects(each)),
  )
  if (others.length !== 1) return null
  const [key, rows] = others[0]
  return Array.isArray(rows) && rows.length > 0 && rows.every(isObject) && isWrapper(value, key) ? { key, rows } : null
}

const isListOfObjects = (value: unknown) => Array.isArray(value) && value.some(isObject)

/** A single row may hold a list of objects as well: a wrapper has a known name for it, or nothing else. */
const isWrapper = (value: Json, key: string) =>
  /^(data|rows|records|results?|items|values?|entries|features|hits|documents|observations)$/i.test(key) ||
  Object.keys(value).length === 1

/** The texts of the objects in the list, which keep all digits; written anew where that is not surely the list that was meant. */
function textsOf({ key, rows }: { key: string; rows: readonly Json[] }, text: string, path: string): string[] {
  const start = text.indexOf("[", text.lastIndexOf(`${JSON.stringify(key)}:`))
  const inside = text.slice(start, text.lastIndexOf("]") + 1)
  try {
    const texts = new ObjectCutter(path, Infinity).push(Buffer.from(inside)).map((each) => each.text)
    if (texts.length === rows.length) return texts
  } catch {
    // Another list, or more than that.
  }
  return rows.map((row) => JSON.stringify(row))
}

/** `orient="split"`: columns, index and data as lists. */
function splitRows({ columns, data }: Json): Row[] | null {
  if (!Array.isArray(columns) || !Array.isArray(data) || !columns.every(isPlain)) return null
  if (!data.every((row) => Array.isArray(row) && row.length === columns.length)) return null
  return (data as unknown[][]).map((row) => row.map((value, i) => [String(columns[i]), value]))
}

/** `{"a": [1, 2], "b": [3, 4]}`: a list of plain values for each column. */
function columnLists(value: Json): Row[] | null {
  const entries = Object.entries(value)
  if (entries.length < 2) return null
  const lists = entries.map(([, list]) => (Array.isArray(list) && list.every(isPlain) ? (list as unknown[]) : null))
  const length = lists[0]?.length ?? 0
  if (length < 2 || !lists.every((list) => list?.length === length)) return null
  return Array.from({ length }, (_, i) => entries.map(([key], column) => [key, lists[column]![i]]))
}

/** pandas' default, an object of rows for each column; or `orient="index"`, an object of columns for each row. */
function columnObjects(value: Json): Row[] | null {
  const outer = Object.entries(value)
  if (outer.length === 0 || !outer.every(([, each]) => isObject(each))) return null
  const inner = outer.map(([, each]) => each as Json)
  const keys = Object.keys(inner[0])
  const isTable = inner.every((each) => Object.values(each).every(isPlain) && sameKeys(Object.keys(each), keys))
  if (!isTable || keys.length === 0) return null
  const byRow = areLabels(outer.map(([key]) => key)) && !areLabels(keys)
  if (byRow) return inner.map((row) => Object.entries(row))
  return areLabels(keys) ? keys.map((key) => outer.map(([name], i) => [name, inner[i][key]])) : null
}

const sameKeys = (a: readonly string[], b: readonly string[]) =>
  a.length === b.length && a.every((key, i) => key === b[i])
/** Row labels that a data frame gives by itself. */
const areLabels = (keys: readonly string[]) => keys.every((key) => /^\d+$/.test(key))
