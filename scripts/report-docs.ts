import { format } from "prettier"
import type { ReportSchema, Schema } from "./report-schema.js"

const promise = `\`report.json\` holds all that the page shows, so \`driftcheck report report.json --html drift.html\` draws it again
from the file alone. \`driftcheck schema report\` prints the JSON Schema (draft 7) of it, which the package holds as
\`schema/report.json\`.

## What \`schema_version\` promises

Within one \`schema_version\`:

- no field goes away, and none changes its name, its type or its meaning;
- a field that is always there stays there, and one that is never \`null\` stays so;
- a list of words (\`status\`, \`type\`, \`role\` …) takes no new word;
- new fields may join any object, and new checks and methods may occur in lists: readers pass over what they do not know;
- words for people (\`reason\`, \`message\`, \`reasons\`, \`title\` …) may be put better; do not parse them.

When one of these has to break, \`schema_version\` rises by one, the changelog says what moved, and this driftcheck reads
older reports as they were meant or refuses them with a message instead of misreading them. Until driftcheck 1.0.0 is released, version 2 is
a draft. Reports of version 1 are read.

## Files of many columns

Up to 60 columns, or with \`--details all\`, a file holds the same as \`--format json\` prints. Beyond that, columns that the page does not
open (those that neither drifted nor failed a check) are brief in files:

- \`passed\` of the column lists the checks that it passes, of which \`checks\` has no results; warnings and failures are there as ever;
- fields of \`measurements\`, \`reference\` and \`current\` that are null are left out, which reads as null in \`jq\`
  (\`.columns[] | select(.reference.mean == null)\`) and with \`get\` in Python;
- bars are at most 16, pairs of them put together, and \`edges\` holds the first and the last edge where all bins are equally wide; curves and
  courses are empty, \`gap\` is null;
- \`top\` is empty where no value occurs twice.

\`driftcheck report\`, the history, \`decide\` and \`alert\` read both forms alike. Of a check that only \`passed\` names, they know no figures.

The file is valid JSON: every number is finite, never \`NaN\` or \`Infinity\`. Fields come in a fixed order, and the same
files, flags and driftcheck give the same bytes, apart from \`created_at\`, \`setup.duration_ms\`, ages counted from the time
of the run (the \`data-age\` check), the history of earlier runs, and what names the machine (\`command\`, paths,
\`setup.node_version\`). Column names and values are written as the data has them: escape them before you
show them.`

/** docs/report-json.md: the promise, then every field of every object with its type and what model.ts says of it. */
export function reportJsonPage(schema: ReportSchema): Promise<string> {
  const sections = Object.entries(schema.definitions)
    .filter(([, definition]) => definition.properties !== undefined)
    .map(([name, definition]) => section(name, definition))
  const words = Object.entries(schema.definitions).filter(([, { properties }]) => properties === undefined)
  const parts = [
    "# report.json",
    "<!-- Made by `npm run docs` from src/model.ts; do not edit. -->",
    promise,
    `## The report\n\n${table(schema)}`,
    ...sections,
    `## Words\n\n${rows(
      ["Name", "Is"],
      words.map(([name, definition]) => [anchor(name), typeText(definition)]),
    )}`,
  ]
  return format(parts.join("\n\n"), { parser: "markdown", printWidth: 120 })
}

function section(name: string, definition: Schema): string {
  return [
    `## ${name}`,
    ...(definition.description === undefined ? [] : [definition.description]),
    table(definition),
  ].join("\n\n")
}

function table({ properties = {}, required = [] }: Schema): string {
  const fields = Object.entries(properties).map(([field, schema]) => [
    `\`${field}\`${required.includes(field) ? "" : " (may be absent)"}`,
    typeText(schema),
    schema.description ?? "",
  ])
  return rows(["Field", "Type", "Meaning"], fields)
}

const rows = (head: string[], lines: string[][]) =>
  [head, head.map(() => "---"), ...lines].map((cells) => `| ${cells.map(cell).join(" | ")} |`).join("\n")

const cell = (text: string) => text.replaceAll("|", "\\|")

const anchor = (name: string) => `<a id="${name.toLowerCase()}"></a>${name}`

/** "number or null", "list of [Measurement](#measurement)". */
function typeText(schema: Schema): string {
  if (schema.$ref !== undefined) return link(schema.$ref)
  if (schema.anyOf !== undefined) return schema.anyOf.map(typeText).join(" or ")
  if (schema.enum !== undefined)
    return schema.enum.map((word) => (word === null ? "null" : `\`${JSON.stringify(word)}\``)).join(", ")
  const types = [schema.type ?? []]
    .flat()
    .map((type) => (type === "array" ? listText(schema) : type === "object" ? objectText(schema) : type))
  return types.join(" or ")
}

function listText({ items }: Schema): string {
  if (Array.isArray(items)) return `[${items.map(typeText).join(", ")}]`
  return `list of ${items === undefined ? "anything" : typeText(items)}`
}

function objectText({ properties, additionalProperties }: Schema): string {
  if (additionalProperties !== undefined) return `object of ${typeText(additionalProperties)}`
  const fields = Object.entries(properties ?? {}).map(([field, schema]) => `\`${field}\`: ${typeText(schema)}`)
  return `{ ${fields.join(", ")} }`
}

function link(ref: string): string {
  const name = ref.replace("#/definitions/", "")
  return `[${name}](#${name.toLowerCase()})`
}
