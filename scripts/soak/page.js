// docs/reliability.md: the table of what was done, a line per part. A run of some parts leaves the lines of the others.
import { readFileSync } from "node:fs"
import { cpus } from "node:os"
import { writeBetweenMarks } from "../../bench/markdown.js"

const page = new URL("../../docs/reliability.md", import.meta.url).pathname
const { version } = JSON.parse(readFileSync(new URL("../../package.json", import.meta.url), "utf8"))

const head = ["part", "what was done", "times", "wrong", "how it ended", "CPU s", "measured"]

/** A line of the table, as its cells. */
export function lineOf({ id, what }, { rounds, found, note }, cpuSeconds) {
  const when = `${new Date().toISOString().slice(0, 10)}, driftcheck ${version}, Node ${process.versions.node}`
  const faults = found.length === 0 ? "0" : `**${found.length}**`
  return [`\`${id}\``, what, rounds.toLocaleString("en"), faults, note, cpuSeconds.toFixed(0), when]
}

/** Puts the lines into the page, each in place of the part's own, in the order of `ids`. */
export async function writePage(lines, ids) {
  const old = readFileSync(page, "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) =>
      line
        .slice(2, -2)
        .split(" | ")
        .map((cell) => cell.trim()),
    )
  const byPart = new Map([...old, ...lines].map((cells) => [cells[0], cells]))
  const rows = ids.map((id) => byPart.get(`\`${id}\``)).filter((cells) => cells !== undefined)
  const machine = `On ${cpus()[0]?.model.trim()} (${cpus().length} cores).`
  const table = [head, head.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n")
  await writeBetweenMarks(page, `${machine}\n\n${table}`, "soak")
}
