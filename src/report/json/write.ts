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
  if (value === null || typeof value !== "object") return plain(value, path)
  const list = Array.isArray(value)
  const parts = list
    ? value.map((item, i) => writeCompact(item, shape, lines - 1, `${path}[${i}]`))
    : ordered(value, shape).map(
        ([key, item]) => `${JSON.stringify(key)}:${writeCompact(item, part(shape, key), lines - 1, `${path}.${key}`)}`,
      )
  const [open, close] = list ? ["[", "]"] : ["{", "}"]
  const end = lines > 0 && parts.length > 0 ? "\n" : ""
  return open + end + parts.join(`,${end}`) + end + close
}

function plain(value: unknown, path: string): string {
  if (typeof value === "number" && !Number.isFinite(value))
    throw new Error(`${path} is ${value}, which JSON cannot hold`)
  return JSON.stringify(value)
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
