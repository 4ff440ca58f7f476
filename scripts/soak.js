// npm run soak: what happens when runs are killed, disks fill up, files are damaged, memory ends. Prints what it finds, and ends in 1 if
// anything is wrong. docs/reliability.md says what is promised.
//   -- kill clock   some parts    -- --short   seconds, not minutes    -- --count N   so many mutants    -- --seed N
//   -- --write      puts the parts' lines into docs/reliability.md
import { readFileSync } from "node:fs"
import { parseArgs } from "node:util"
import { lineOf, writePage } from "./soak/page.js"
import { parts } from "./soak/parts.js"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    short: { type: "boolean", default: false },
    seed: { type: "string", default: "1" },
    count: { type: "string" },
    write: { type: "boolean", default: false },
  },
})
const ids = parts.map(({ id }) => id)
const unknown = positionals.find((id) => !ids.includes(id))
if (unknown !== undefined) {
  console.error(`error: there is no part "${unknown}"; there are ${ids.join(", ")}`)
  process.exit(2)
}
const chosen = parts.filter(({ id }) => positionals.length === 0 || positionals.includes(id))
const size = { short: values.short, seed: Number(values.seed), count: values.count && Number(values.count) }

const lines = []
for (const part of chosen) {
  const before = cpuSeconds()
  const result = await part.run(size)
  result.found = result.found.filter((fault) => fault !== null)
  const line = lineOf(part, result, cpuSeconds() - before)
  lines.push(line)
  console.log(`${part.id}: ${result.rounds} times, ${result.found.length} wrong; ${result.note} (${line.at(-2)} CPU s)`)
  for (const fault of result.found.slice(0, 20)) console.log(`  ${fault}`)
  if (result.found.length > 0) process.exitCode = 1
}
if (values.write) await writePage(lines, ids)

/** Of this process and of all that it waited for; Node has no figure for those, Linux has. */
function cpuSeconds() {
  const { userCPUTime, systemCPUTime } = process.resourceUsage()
  const own = (userCPUTime + systemCPUTime) / 1e6
  try {
    const [, ...fields] = readFileSync("/proc/self/stat", "utf8").split(") ")[1].split(" ")
    return own + (Number(fields[12]) + Number(fields[13])) / 100
  } catch {
    return own
  }
}
