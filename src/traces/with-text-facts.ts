import { traceRoleTable, type TraceRole } from "../model.js"
import { traceColumnsIn } from "../options/find-roles.js"
import type { TableSource } from "../sources/source.js"
import { columnValues, numberColumn, stringColumn, withColumn } from "./columns.js"
import { factMismatch } from "./groundedness/facts.js"
import { stringsOf } from "./sample.js"
import { languageOf } from "./texts/language.js"
import { isRefusal } from "./texts/refusal.js"

/** Columns with the language of prompts and of answers. */
const languageColumns = { prompt: "prompt_language", response: "response_language" } as const

/** A table of traces with the language of its prompts and answers, where it does not say so already; any other as it is. */
export function withLanguages<Source extends TableSource>(source: Source): Source {
  const roles = traceColumnsIn(source.columns)
  return (["prompt", "response"] as const).reduce((table, role) => {
    const name = languageColumns[role]
    if (!roles.has(role) || source.columns.some((column) => column.name === name)) return table
    const texts = stringsOf(columnValues(source, roles.get(role)), source.rows)
    const languages = texts.map((text) => (text === null ? null : languageOf(text)))
    return languages.every((language) => language === null) ? table : withColumn(table, stringColumn(name, languages))
  }, source)
}

/**
 * A table of traces with what its answers show by themselves, where it does not say so already: their length, whether they refuse, and
 * whether they hold numbers, names or negations that the retrieved passages lack. Any other table as it is.
 */
export function withTextFacts<Source extends TableSource>(source: Source): Source {
  const roles = traceColumnsIn(source.columns)
  if (!roles.has("response")) return source
  const strings = (role: TraceRole) => stringsOf(columnValues(source, roles.get(role)), source.rows)
  const [responses, contexts] = [strings("response"), strings("context")]
  const facts: [TraceRole, (response: string, context: string | null) => number | null][] = [
    ["response_length", (response) => response.length],
    ["refusal", (response) => Number(isRefusal(response))],
    [
      "fact_mismatch",
      (response, context) => (context === null ? null : Number(factMismatch(response, passagesOf(context)) !== null)),
    ],
  ]
  return facts.reduce((table, [role, factOf]) => {
    if (roles.has(role) || (role === "fact_mismatch" && !roles.has("context"))) return table
    const values = Float64Array.from(responses, (response, row) =>
      response === null ? NaN : (factOf(response, contexts[row]) ?? NaN),
    )
    return withColumn(table, numberColumn(traceRoleTable[role].column, values))
  }, source)
}

/** The passages of a column of texts: a JSON list of them, or with blank lines between them. */
export function passagesOf(context: string): string[] {
  if (context.trimStart().startsWith("["))
    try {
      const list: unknown = JSON.parse(context)
      if (Array.isArray(list)) return list.filter((each) => typeof each === "string")
    } catch {
      // A text that begins with a bracket.
    }
  return context.split(/\n\s*\n/).filter((passage) => passage.trim() !== "")
}
