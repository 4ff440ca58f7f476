import { isObject, list, parsed } from "./lookup.js"

/**
 * The words of a message in any of the usual shapes: a string, `{ content }` or `{ text }`, a list of parts, with further names of the
 * same inside. What is no text (images, calls of tools) is left out; undefined where nothing is left.
 */
export function wordsOf(value: unknown): string | undefined {
  if (typeof value === "string") return value === "" ? undefined : value
  if (Array.isArray(value)) return joined(value.map(wordsOf))
  if (!isObject(value)) return undefined
  for (const name of ["content", "text", "parts", "message", "message.content", "message.contents", "kwargs"])
    if (Object.hasOwn(value, name)) {
      const words = wordsOf(value[name])
      if (words !== undefined) return words
    }
  return undefined
}

/** What users asked among these messages; of messages without roles, all. */
export function promptOf(messages: unknown): string | undefined {
  const all = list(parsed(messages))
  if (all.length === 0) return wordsOf(parsed(messages))
  const asked = all.filter((message) => roleOf(message) === "user")
  return wordsOf(asked.length > 0 ? asked : all.filter((message) => roleOf(message) !== "system"))
}

function roleOf(message: unknown): string | undefined {
  if (!isObject(message)) return undefined
  const inner = isObject(message.message) ? message.message : message
  const role = inner.role ?? inner.type ?? message["message.role"]
  if (role === "human" || role === "HumanMessage") return "user"
  return typeof role === "string" ? role.toLowerCase() : undefined
}

/** Texts with a blank line between two; undefined without any. */
export function joined(texts: readonly (string | undefined)[]): string | undefined {
  const there = texts.filter((text) => text !== undefined && text !== "")
  return there.length === 0 ? undefined : there.join("\n\n")
}

/**
 * Objects of a list that a flat export spreads over names, in order: `prefix.0.message.content`, `prefix.1.message.content` …
 * The list itself where the export keeps it as one.
 */
export function spreadList(attributes: unknown, prefix: string): unknown {
  if (!isObject(attributes)) return undefined
  if (Object.hasOwn(attributes, prefix)) return attributes[prefix]
  const found: Record<string, unknown>[] = []
  for (const [name, value] of Object.entries(attributes)) {
    if (!name.startsWith(`${prefix}.`)) continue
    const match = /^(\d{1,6})\.(.+)$/.exec(name.slice(prefix.length + 1))
    if (match !== null) (found[Number(match[1])] ??= {})[match[2]] = value
  }
  return found.length === 0 ? undefined : found.filter((each) => isObject(each))
}
