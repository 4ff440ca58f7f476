import { remember } from "../../stats/remember.js"
import type { Shape } from "./fields.js"

/**
 * A value as JSON, indented by two spaces; arrays and objects of plain values stay on one line while that is short, arrays
 * of numbers always. Fields come in the order of the shape, then those that it does not name.
 */
export function write(value: unknown, shape: Shape, indent: string, path: string): string {
  if (value === null || typeof value !== "object") return plain(value, path)
  const list = Array.isArray(value)
  const inner = `${indent}  `
  const parts = list
    ? value.map((item, i) => write(item, shape, inner, `${path}[${i}]`))
    : ordered(value, shape).map(
        ([key, item]) => `${JSON.stringify(key)}: ${write(item, part(shape, key), inner, `${path}.${key}`)}`,
      )
  const [open, close] = list ? ["[", "]"] : ["{", "}"]
  if (parts.length === 0) return open + close
  if (Object.values(value).every((item) => item === null || typeof item !== "object")) {
    const line = list ? `[${parts.join(", ")}]` : `{ ${parts.join(", ")} }`
    if (line.length + indent.length <= 120 || (list && typeof value[0] === "number")) return line
  }
  return `${open}\n${inner}${parts.join(`,\n${inner}`)}\n${indent}${close}`
}

/** The same without spaces; the outermost `lines` levels have a line for each of their parts. */
export function writeCompact(value: unknown, shape: Shape, lines: number, path: string): string {
  try {
    return compact(value, shape, lines)
  } catch (error) {
    write(value, shape, "", path) // Which says where it is that JSON cannot hold a number.
    throw error
  }
}

function compact(value: unknown, shape: Shape, lines: number): string {
  if (value === null || typeof value !== "object") return plain(value, "a number")
  // What is nested in it comes as it is.
  if (shape === true && lines <= 0 && isFinite(value)) return JSON.stringify(value)
  const list = Array.isArray(value)
  const between = lines > 0 ? ",\n" : ","
  let parts = ""
  const add = (start: string, item: unknown, part: Shape) => {
    if (item !== undefined) parts += `${parts === "" ? "" : between}${start}${compact(item, part, lines - 1)}`
  }
  if (list) for (const item of value) add("", item, shape)
  else {
    const fields = value as Record<string, unknown>
    if (shape !== true) for (const { key, start, part } of startsOf(shape)) add(start, fields[key], part)
    for (const key in fields)
      if (shape === true || !Object.hasOwn(shape, key)) add(`${JSON.stringify(key)}:`, fields[key], true)
  }
  const end = lines > 0 && parts !== "" ? "\n" : ""
  return list ? `[${end}${parts}${end}]` : `{${end}${parts}${end}}`
}

/** The fields that a shape names, and how each begins. */
const startsOf = remember((shape: Exclude<Shape, true>) =>
  Object.entries(shape).map(([key, part]) => ({ key, start: `${JSON.stringify(key)}:`, part })),
)

/** Whether all numbers in it are finite, of which JSON.stringify makes null. */
function isFinite(value: unknown): boolean {
  if (typeof value === "number") return Number.isFinite(value)
  return value === null || typeof value !== "object" || Object.values(value).every(isFinite)
}

function plain(value: unknown, path: string): string {
  if (typeof value !== "number") return JSON.stringify(value)
  if (Number.isFinite(value)) return `${value}`
  throw new Error(`${path} is ${value}, which JSON cannot hold`)
}

const part = (shape: Shape, key: string): Shape => (shape === true ? true : (shape[key] ?? true))

/** The fields of an object, those its shape names first. A field without a value is left out, as JSON does. */
function ordered(value: object, shape: Shape): [string, unknown][] {
  const own = Object.entries(value).filter(([, item]) => item !== undefined)
  if (shape === true) return own
  const items = new Map<string, unknown>(own)
  const first = Object.keys(shape).filter((key) => items.has(key))
  return [
    ...first.map((key): [string, unknown] => [key, items.get(key)]),
    ...own.filter(([key]) => !Object.hasOwn(shape, key)),
  ]
}
