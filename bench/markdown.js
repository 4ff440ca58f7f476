import { readFileSync, writeFileSync } from "node:fs"
import { format, resolveConfig } from "prettier"
import { cpus, loadavg, totalmem } from "node:os"

/** On what and with which versions it is about to be measured. */
export function machineText({ versions }, rounds) {
  const { python, ...packages } = versions
  const named = Object.entries(packages).map(([name, version]) => `${name} ${version}`)
  return [
    `Measured ${new Date().toISOString().slice(0, 10)} on ${cpus()[0]?.model.trim()} (${cpus().length} cores, ${(totalmem() / 2 ** 30).toFixed(0)} GB), ` +
      `load ${loadavg()[0].toFixed(1)} at the start; Node ${process.versions.node}` +
      (python === undefined
        ? "; no Python."
        : `; Python ${python} with ${named.join(", ") || "none of the packages"}.`),
    `Each figure is of a whole process, ${rounds} runs unless stated, in changing order.`,
  ].join("\n")
}

/** Every target with what was measured. */
export function targetTable(rows) {
  const lines = rows.flatMap(({ title, targets }) =>
    targets.map((target, i) => [
      i === 0 ? title : "",
      target.what,
      limitText(target),
      figure(target.value),
      answer(target.met),
    ]),
  )
  return markdownTable(["", "figure", "target", "measured", ""], lines)
}

function limitText({ atMost, below, atLeast }) {
  if (atLeast !== undefined) return `at least ${figure(atLeast)}`
  return below === undefined ? `at most ${figure(atMost)}` : `under ${figure(below)}`
}

function answer(met) {
  if (met === null) return "not measured"
  return met ? "met" : "**not met**"
}

/** Everything measured in one row; ratios are to the first line's CPU seconds and peak. */
export function rowTable({ title, results }) {
  const [first] = Object.values(results)
  const lines = Object.entries(results).map(([name, result]) =>
    result.failed !== undefined
      ? [name, `failed: ${result.failed}`, "", "", "", "", ""]
      : [
          result.runs === 1 ? `${name} (1 run)` : name,
          figure(result.cpu),
          figure(result.cpuMedian),
          figure(result.wall),
          figure(result.peakMB),
          figure(result.cpu / first.cpu),
          figure(result.peakMB / first.peakMB),
        ],
  )
  const head = ["", "CPU s, best", "median", "wall s, best", "peak MB, worst", "CPU ratio", "memory ratio"]
  return `### ${title}\n\n${markdownTable(head, lines)}`
}

/** Three digits that count: 0.0412, 1.23, 345. */
function figure(value) {
  if (!Number.isFinite(value)) return "–"
  return value >= 100 ? value.toFixed(0) : String(+value.toPrecision(3))
}

function markdownTable(head, lines) {
  const safe = (cell) => cell.replaceAll("|", "\\|").replaceAll("\n", " ")
  const row = (cells) => `| ${cells.map(safe).join(" | ")} |`
  return [row(head), row(head.map((_, i) => (i === 0 ? "---" : "--:"))), ...lines.map(row)].join("\n")
}

/**
 * Replaces what stands between the marks `<!-- NAME:start -->` and `<!-- NAME:end -->` of a file, laid out as the project lays out Markdown;
 * throws when it has none.
 */
export async function writeBetweenMarks(path, text, name = "bench") {
  const [start, end] = [`<!-- ${name}:start -->`, `<!-- ${name}:end -->`]
  const old = readFileSync(path, "utf8")
  const from = old.indexOf(start)
  const to = old.indexOf(end)
  if (from < 0 || to < from) throw new Error(`${path} lacks the lines ${start} and ${end}`)
  const filled = `${old.slice(0, from + start.length)}\n\n${text}\n\n${old.slice(to)}`
  writeFileSync(path, await format(filled, { ...(await resolveConfig(path)), parser: "markdown" }))
}
