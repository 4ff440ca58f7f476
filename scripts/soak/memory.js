// Too little memory: of V8's own, of the process, of a thread.
import { drifting, inFolder } from "./place.js"
import { asProcess, faultOf } from "./run.js"
import { join } from "node:path"
import { faultIn } from "./reports.js"

const heaps = [8, 10, 12, 14, 16, 18, 20, 22, 24, 32, 48]
/** Kilobytes of address space; Node itself takes about 700 MB of it. */
const spaces = [750_000, 800_000, 900_000, 1_000_000, 1_200_000, 1_500_000, 2_000_000, 4_000_000, 12_000_000]

export default {
  id: "memory",
  what: `V8's memory limited to ${heaps[0]} to ${heaps.at(-1)} MB, the address space to 0.75 to 12 GB`,
  async run({ short }) {
    const found = []
    const ways = short
      ? [{ node: ["--max-old-space-size=10"] }, { before: "ulimit -v 1000000;" }]
      : [
          ...heaps.map((size) => ({ node: [`--max-old-space-size=${size}`] })),
          ...spaces.map((size) => ({ before: `ulimit -v ${size};` })),
        ]
    let aborted = 0
    await inFolder(async (folder) => {
      const reports = join(folder, "reports")
      for (const way of ways) {
        const end = await asProcess(["compare", ...drifting, "-o", reports, "--quiet"], way).ended
        const byNode = isNodesEnd(end)
        if (byNode) aborted++
        if (!byNode) found.push(faultOf(end) ?? (end.code === 0 ? "exit code 0 where there is drift" : null))
        found.push(faultIn(reports, { settled: false }))
      }
    })
    const note = `${aborted} ended by Node itself (134 or 133 in a shell), the others in 1 with the verdict or in 2 with a word`
    return { rounds: ways.length, found, note }
  },
}

/** V8 and Node end the process at once where they get no memory, mostly in their own words; no code of this program can run any more. */
const isNodesEnd = ({ signal }) => ["SIGABRT", "SIGTRAP", "SIGILL"].includes(signal)
