import type { JsonObject } from "./trace-row.js"

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

export const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [])

/**
 * The value at a path of names joined by dots, through objects, lists (by place) and JSON in a string; names that hold dots themselves are
 * found as well: "attributes.llm.model_name" in `{ "attributes.llm.model_name": … }` and in `{ attributes: { llm: … } }`.
 * Undefined where there is none; null counts as none.
 */
export function lookup(from: unknown, path: string): unknown {
  const value = typeof from === "string" && /^\s*[{[]/.test(from) ? parsed(from) : from
  if (typeof value !== "object" || value === null) return undefined
  const object = value as JsonObject
  if (Object.hasOwn(object, path)) return object[path] ?? undefined
  for (let dot = path.indexOf("."); dot >= 0; dot = path.indexOf(".", dot + 1)) {
    const name = path.slice(0, dot)
    if (!Object.hasOwn(object, name)) continue
    const found = lookup(object[name], path.slice(dot + 1))
    if (found !== undefined) return found
  }
  return undefined
}

/** What JSON in a string stands for; the string itself where it is none. */
export function parsed(text: unknown): unknown {
  if (typeof text !== "string") return text
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** The first of these paths that leads to a value. */
export function first(from: unknown, ...paths: readonly string[]): unknown {
  for (const path of paths) {
    const value = lookup(from, path)
    if (value !== undefined) return value
  }
  return undefined
}

/** A finite number, also one written as a string; undefined for anything else. */
export function numberOf(value: unknown): number | undefined {
  const number = typeof value === "string" && value.trim() !== "" ? Number(value) : value
  return typeof number === "number" && Number.isFinite(number) ? number : undefined
}

export function textOf(value: unknown): string | undefined {
  return typeof value === "string" || typeof value === "number" ? String(value) : undefined
}

export function flagOf(value: unknown): boolean | undefined {
  if (typeof value === "boolean") return value
  const number = numberOf(value)
  return number === undefined ? undefined : number > 0
}
