import type { Said } from "../columns/agree.js"
import type { Declared } from "../columns/decide.js"
import type { CompareOptions } from "./options.js"

/** What the options say of how columns are read. */
export function saidOf({ perColumn, roles }: Pick<CompareOptions, "perColumn" | "roles">): Said {
  const declared = new Map<string, Declared>()
  for (const [name, { type, decimal = null, format = null }] of perColumn)
    if (type !== undefined || decimal !== null || format !== null)
      declared.set(name, {
        type: type ?? (format !== null ? "datetime" : decimal !== null ? "numeric" : null),
        decimal,
        format,
      })
  for (const [name, role] of roles)
    if ((role === "id" || role === "query") && !declared.has(name))
      declared.set(name, { type: "identifier", decimal: null, format: null })
  const hidden = Array.from(perColumn).flatMap(([name, own]) => (own.private === true ? [name] : []))
  return { declared, hidden: new Set(hidden), strict: true }
}
