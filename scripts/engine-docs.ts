/** What docs/engines/ shows of fixtures/engines/: the statements that each engine is sent, and what was measured. */
import { readFileSync } from "node:fs"
import { format, resolveConfig } from "prettier"
import { engineNames, readMeasured } from "./engines/measured.js"
import { table } from "./markdown.js"

/** A record of measured.json. */
interface Measured {
  engine: string
  pair: string
  rows: [number, number] | null
  measured: string
  left_out?: number
  verdict?: string
  differ?: string[]
  largest?: { gap: number; where: string } | null
  statements?: number | null
  megabytes?: number | null
  engine_cpu?: number | null
  cpu?: number
  wall?: number | null
  peak_mb?: number
  reason?: string
}

/** The page of each engine: its statements, and which engines' costs it shows. */
const pages = [
  { page: "duckdb", golden: "duckdb", engines: ["DuckDB"] },
  { page: "postgresql", golden: "postgres", engines: ["PostgreSQL"] },
  { page: "spark", golden: "spark", engines: ["Sail", "Spark"] },
  { page: "trino", golden: "trino", engines: ["Trino"] },
]

/** The pages with what stands between their marks made anew. */
export function enginePages(): { path: string; text: () => Promise<string> }[] {
  const all = readMeasured() as Measured[]
  const filled = (path: string, parts: Record<string, string>) => ({ path, text: () => fill(path, parts) })
  return [
    ...pages.map(({ page, golden, engines }) =>
      filled(`docs/engines/${page}.md`, {
        statements: statementsOf(readFileSync(`fixtures/engines/${golden}.sql`, "utf8")),
        cost: costOf(all.filter(({ engine }) => engines.includes(engine))),
      }),
    ),
    filled("docs/engines/measured.md", { verdicts: verdictsOf(all), cpu: cpuOf(all), generated: costOf(all) }),
  ]
}

async function fill(path: string, parts: Record<string, string>): Promise<string> {
  let text = readFileSync(path, "utf8")
  for (const [name, part] of Object.entries(parts)) {
    const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
    const [from, to] = [text.indexOf(start), text.indexOf(end)]
    if (from < 0 || to < from) throw new Error(`${path} lacks the lines ${start} and ${end}`)
    text = `${text.slice(0, from + start.length)}\n\n${part}\n\n${text.slice(to)}`
  }
  return format(text, { ...(await resolveConfig(path)), parser: "markdown" })
}

/** Each statement that has a sentence, with it; others are the same of another type of column. */
export function statementsOf(golden: string): string {
  return golden
    .trimEnd()
    .split(/;\n\n|;$/)
    .flatMap((statement) => {
      const found = /^-- (.*)\n([^]*)$/.exec(statement)
      return found === null ? [] : [`${found[1]}\n\n\`\`\`sql\n${inLines(found[2])}\n\`\`\``]
    })
    .join("\n\n")
}

const widest = 140

/** A statement in lines that a page can show: cut before its clauses, and after commas where these are long. */
function inLines(sql: string): string {
  return sql
    .replace(/ (?=(from|where|group by|having|order by|limit) )/g, "\n")
    .split("\n")
    .flatMap(cutLine)
    .join("\n")
}

function cutLine(line: string): string[] {
  if (line.length <= widest) return [line]
  const place = line.slice(0, widest).lastIndexOf(", ")
  const cut = place < 40 ? line.slice(0, widest).lastIndexOf(" ") : place + 1
  return cut < 40 ? [line] : [line.slice(0, cut), ...cutLine(`  ${line.slice(cut + 1)}`)]
}

const shown = (value: number | null | undefined) =>
  value === null || value === undefined ? "" : value.toLocaleString("en-US")

/** What the generated pair cost. */
function costOf(all: readonly Measured[]): string {
  const head = [
    "engine",
    "rows, each side",
    "verdict",
    "statements",
    "MB read",
    "CPU s, engine",
    "CPU s, own",
    "wall s",
    "own peak MB",
  ]
  const rows = all
    .filter(({ pair }) => pair === "generated")
    .map((each) => [
      ...[each.engine, shown(each.rows?.[0]), verdictText(each, all)],
      ...[each.statements, each.megabytes, each.engine_cpu, each.cpu, each.wall, each.peak_mb].map(shown),
    ])
  return aligned(head, rows, 1)
}

function verdictText(each: Measured, all: readonly Measured[]): string {
  if (each.reason !== undefined) return each.reason
  const ofFiles = all.find(
    ({ engine, pair, rows }) => engine === "files" && pair === each.pair && rows?.[0] === each.rows?.[0],
  )
  if (each.engine === "files") return each.verdict ?? ""
  const same = ofFiles === undefined || each.verdict === ofFiles.verdict ? "the same" : `**${each.verdict ?? ""}**`
  const differ = each.differ?.length ? `, but ${each.differ.join(", ")}` : ""
  const largest = each.largest ? ` (${each.largest.gap.toExponential(1)})` : ""
  return `${same}${differ}${largest}`
}

/** Pairs by their names, with what each engine gave. */
function byPair(all: readonly Measured[]): { pair: string; of: (engine: string) => Measured | undefined }[] {
  const names = Array.from(new Set(all.flatMap(({ pair }) => (pair === "generated" ? [] : [pair])))).sort()
  return names.map((pair) => ({
    pair,
    of: (engine) => all.find((each) => each.engine === engine && each.pair === pair),
  }))
}

function verdictsOf(all: readonly Measured[]): string {
  const rows = byPair(all).map(({ pair, of }) => {
    const files = of("files")
    const cells = engineNames.map((engine) => {
      const found = of(engine)
      return found === undefined ? "" : found.reason === undefined ? verdictText(found, all) : "not compared"
    })
    return [pair, (files?.rows ?? []).map(shown).join(" / "), shown(files?.left_out), ...cells]
  })
  return aligned(["pair", "rows", "left out", ...engineNames], rows, 1)
}

/** CPU seconds of the engine and of driftcheck. */
function cpuOf(all: readonly Measured[]): string {
  const rows = byPair(all)
    .sort((a, b) => (a.of("files")?.rows?.[0] ?? 0) - (b.of("files")?.rows?.[0] ?? 0))
    .map(({ pair, of }) => [
      ...[pair, (of("files")?.rows ?? []).map(shown).join(" / ")],
      ...engineNames.map((engine) => {
        const { engine_cpu, cpu } = of(engine) ?? {}
        return engine_cpu == null ? shown(cpu) : `${shown(engine_cpu)} + ${shown(cpu)}`
      }),
    ])
  return aligned(["pair", "rows", ...engineNames], rows, 1)
}

/** Columns from this one on stand to the right. */
const aligned = (head: string[], rows: string[][], from: number) =>
  table(head, rows).replace(/^\| ---.*$/m, `| ${head.map((_, i) => (i < from ? "---" : "--:")).join(" | ")} |`)
