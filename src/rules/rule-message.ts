import { count, plural, share, trimmed } from "../words/format.js"
import type { TableFunctionName } from "./functions.js"
import type { RuleFinding } from "./run-rule.js"
import { callText } from "./table-figure.js"

const longestValue = 60

/** What a rule over rows found, in one sentence; values of private columns are left out. */
export function rowMessage(finding: RuleFinding, isPrivate: (column: string) => boolean): string {
  const { broken, of, unknown, examples } = finding
  const open = unknown === 0 ? "" : `; ${plural(unknown, "row")} cannot be judged for a missing value`
  if (broken === 0) return of === 0 ? "No row to look at" : `Every row keeps it${open}`
  const named = examples.map(({ row, values }) => {
    const shown = Array.from(values, ([name, value]) => (isPrivate(name) ? null : `${name} ${valueText(value)}`))
    const told = shown.filter((each) => each !== null)
    return told.length === 0 ? `row ${count(row)}` : `row ${count(row)} (${told.join(", ")})`
  })
  const more = broken > examples.length ? ", …" : ""
  return `${count(broken)} of ${plural(of, "row")} (${share(broken / of)}) ${broken === 1 ? "breaks" : "break"} it: ${named.join(", ")}${more}${open}`
}

/** Functions whose figure may be a value of the column. */
const valueFunctions: ReadonlySet<TableFunctionName> = new Set(["min", "max", "median", "mean", "sum"])

/** What a rule over the whole table found, with the figures of its functions; those that may be a private column's value are left out. */
export function tableMessage(
  { broken, unknown, figures }: RuleFinding,
  isPrivate: (column: string) => boolean,
): string {
  const told = Array.from(figures.values())
    .filter(({ call }) => !valueFunctions.has(call.function) || !call.columns.some(isPrivate))
    .map(({ call, figure }) => `${callText(call)} is ${figureText(figure)}`)
    .join(", ")
  if (unknown > 0) return `Cannot be judged${told === "" ? "" : `: ${told}`}`
  return `${broken > 0 ? "Does not hold" : "Holds"}${told === "" ? "" : `: ${told}`}`
}

function figureText(figure: number | boolean | null): string {
  return figure === null ? "unknown" : typeof figure === "number" ? trimmed(figure) : String(figure)
}

function valueText(value: number | string | null): string {
  if (value === null) return "missing"
  if (typeof value === "number") return trimmed(value, 17)
  return JSON.stringify(value.length > longestValue ? `${value.slice(0, longestValue)}…` : value)
}
