import { format } from "prettier"
import type { Schema } from "./config-schema.js"

const introduction = `A configuration says once what holds for every run. It holds data only: no code, no includes, no environment variables.

\`driftcheck init ref.parquet\` writes one to start from. \`driftcheck compare … --print-config\` shows every setting that
holds and where it comes from. \`driftcheck schema config\` prints the JSON Schema (draft 7), which the package holds as
\`schema/config.json\`; an editor with a YAML language server uses it when the file begins with

\`\`\`yaml
# yaml-language-server: $schema=./node_modules/driftcheck/schema/config.json
\`\`\`

## Which file is used

1. the one that \`--config FILE\` names; none with \`--no-config\`
2. \`driftcheck.yaml\`, \`driftcheck.yml\` or \`driftcheck.json\` in the working directory, or in the nearest folder above it, up to
   the repository's root (the folder with \`.git\`). Outside a repository only the working directory is looked at. Two of them in
   one folder are refused.

A file that was found is named in the table, and on the page under Setup. Flags beat the file, the file beats the defaults.
\`--policy\` and \`--method\` ask for another way to judge, so they replace the file's \`method\`, \`methods\` and \`threshold\`;
what the file says of single columns still holds.

## Names and patterns

Where a key takes names or patterns, \`*\` stands for any text and \`?\` for one character. A name that a column has stands for
that column alone, whatever signs it holds; \`\\\` before a sign takes it as it is. What is said of a column by name beats what is
said by pattern, and a later pattern beats an earlier one. A name that no column has is an error, a pattern that fits none a warning.

## Mistakes

Every mistake is listed with its line and column, and nothing is compared (exit code 2):

\`\`\`
error: driftcheck.yaml:7:3: unknown key "drift_shar"
hint: did you mean "drift_share"?
\`\`\``

const weighted = `## Weights and the drift share

The verdict counts columns: drifted by tested ones, held to \`drift_share\`. Where a column has a \`weight\`, the reports show the
weighted share beside it (the weights of drifted columns by those of tested ones): it tells how much of what matters has
moved, and decides nothing. To let single columns decide, mark them \`critical\` and put \`critical\` in \`fail_on\`.`

/** docs/configuration.md: how a file is found and read, then every key with what it takes, its default and an example. */
export function configurationPage(schema: Schema, example: unknown, exampleText: string): Promise<string> {
  const { properties = {} } = schema
  const parts = [
    "# Configuration",
    "<!-- Made by `npm run docs` from src/config/schema.ts and fixtures/config/every-key.yaml; do not edit. -->",
    introduction,
    "## Keys",
    table(properties, example),
    ...Object.entries(properties).flatMap(([key, value]) => sections(key, value, at(example, key))),
    weighted,
    "## A file with every key",
    `\`\`\`yaml\n${exampleText.trimEnd()}\n\`\`\``,
  ]
  return format(parts.join("\n\n"), { parser: "markdown", printWidth: 120 })
}

/** One section for each object below a key: "columns.NAME", "checks.ID". */
function sections(path: string, schema: Schema, example: unknown): string[] {
  const [kind, inner] = inside(schema)
  if (inner === null) return []
  const place =
    kind === "named" ? `${path}.${path === "checks" ? "ID" : "NAME"}` : kind === "listed" ? `${path}[]` : path
  const examples = kind === "one" ? [example] : Object.values((example ?? {}) as Record<string, unknown>)
  const merged = Object.fromEntries(
    examples.flatMap((each) => (typeof each === "object" ? Object.entries(each ?? {}) : [])),
  )
  const deeper = Object.entries(inner.properties ?? {}).flatMap(([key, value]) =>
    inside(value)[0] === "named" ? sections(`${place}.${key}`, value, at(merged, key)) : [],
  )
  return [`### ${place}`, table(inner.properties ?? {}, merged), ...deeper]
}

/** The object that a key holds: itself, one for each name, or one for each item of its list. */
function inside(schema: Schema): ["one" | "named" | "listed", Schema | null] {
  const objectOf = (each: Schema) => alternatives(each).find(({ properties }) => properties !== undefined) ?? null
  if (typeof schema.additionalProperties === "object") return ["named", objectOf(schema.additionalProperties)]
  if (schema.items !== undefined) return ["listed", objectOf(schema.items)]
  return ["one", objectOf(schema)]
}

function table(properties: Record<string, Schema>, example: unknown): string {
  const rows = Object.entries(properties).map(([key, schema]) => [
    `\`${key}\``,
    takes(schema),
    "default" in schema ? code(schema.default) : "",
    code(at(example, key)),
    schema.description ?? "",
  ])
  const head = ["Key", "Takes", "Default", "Example", "Meaning"]
  return [head, head.map(() => "---"), ...rows]
    .map((cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`)
    .join("\n")
}

const at = (value: unknown, key: string): unknown =>
  typeof value === "object" && value !== null ? (value as Record<string, unknown>)[key] : undefined

const longestExample = 60

function code(value: unknown): string {
  const text = value === undefined ? "" : flow(value)
  return text === "" ? "" : text.length > longestExample ? "below" : `\`${text}\``
}

/** A value on one line, as YAML takes it. */
function flow(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(flow).join(", ")}]`
  if (typeof value === "object" && value !== null)
    return `{ ${Object.entries(value)
      .map(([key, item]) => `${flow(key)}: ${flow(item)}`)
      .join(", ")} }`
  if (typeof value === "string")
    return /^[a-z][\w./-]*$/i.test(value) && !/^(no|yes|on|off|true|false|null)$/i.test(value)
      ? value
      : value === "off"
        ? value
        : JSON.stringify(value)
  return JSON.stringify(value)
}

const alternatives = (schema: Schema): Schema[] => schema.anyOf?.flatMap(alternatives) ?? [schema]

const longestList = 8

/** "a number from 0 to 1", "text or a list of texts". */
function takes(schema: Schema): string {
  const words = alternatives(schema).map(one)
  return Array.from(new Set(words)).join(" or ")
}

function one(schema: Schema): string {
  if (schema.const !== undefined) return `\`${JSON.stringify(schema.const)}\``
  if (schema.enum !== undefined)
    return schema.enum.length > longestList ? "an id" : schema.enum.map((word) => `\`${String(word)}\``).join(", ")
  switch (schema.type) {
    case "string":
      return "text"
    case "boolean":
      return "`true` or `false`"
    case "null":
      return "`null`"
    case "array":
      return `a list of: ${takes(schema.items ?? {})}`
    case "object":
      return typeof schema.additionalProperties === "object" ? "a mapping by name" : "a mapping"
    default:
      return `${schema.type === "integer" ? "a whole number" : "a number"}${range(schema)}`
  }
}

function range({ minimum, maximum, exclusiveMinimum }: Schema): string {
  if (exclusiveMinimum !== undefined) return ` above ${exclusiveMinimum}`
  if (minimum !== undefined) return maximum === undefined ? `, at least ${minimum}` : ` from ${minimum} to ${maximum}`
  return ""
}
