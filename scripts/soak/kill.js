// kill -9 at any moment, half of the times while a finished run is put in place.
import { existsSync } from "node:fs"
import { join } from "node:path"
import { setTimeout } from "node:timers/promises"
import { randomNumbers } from "../../dist/stats/random.js"
import { drifting, inFolder } from "./place.js"
import { faultIn, historyOf } from "./reports.js"
import { asProcess, faultOf } from "./run.js"

export default {
  id: "kill",
  what: "runs into one -o folder killed by SIGKILL, every third beside another run, half of them while they publish",
  async run({ short, seed }) {
    const rounds = short ? 4 : 60
    const next = randomNumbers(seed)
    const found = []
    let killed = 0
    await inFolder(async (folder) => {
      const reports = join(folder, "reports")
      const start = () => asProcess(["compare", ...drifting, "-o", reports, "--keep", "20", "--quiet"])
      await start().ended // The first run is whole, so that there is something to spoil.
      for (let round = 1; round <= rounds; round++) {
        const runs = round % 3 === 0 ? [start(), start()] : [start()]
        await moment(next, reports, round % 2 === 0)
        for (const { child } of runs) if (child.kill("SIGKILL")) killed++
        await Promise.all(runs.map(({ ended }) => ended))
        found.push(faultIn(reports, { settled: false }))
        if (round % 4 > 0 && round < rounds) continue
        const before = historyOf(reports).length
        const clean = await start().ended
        found.push(faultOf(clean) ?? (clean.code === 1 ? null : `a clean run ended in ${clean.code}`))
        found.push(faultIn(reports, { settled: true }))
        if (historyOf(reports).length <= before) found.push("a clean run left no line in the history")
      }
    })
    return { rounds: killed, found, note: "no half run, no torn line, nothing left after the next run" }
  },
}

/** Waits for a moment of a run: when it holds the lock and up to 30 ms on, or any in its first half second. */
async function moment(next, reports, whilePublishing) {
  if (!whilePublishing) return setTimeout(next() * 500)
  for (let waited = 0; waited < 5000 && !existsSync(join(reports, ".lock")); waited++) await setTimeout(1)
  return setTimeout(next() * 30)
}
