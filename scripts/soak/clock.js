// A clock that goes back, stands still or jumps between runs into one folder.
import { join } from "node:path"
import { randomNumbers } from "../../dist/stats/random.js"
import { inFolder, small } from "./place.js"
import { faultIn, historyOf, runsIn } from "./reports.js"
import { faultOf, inProcess } from "./run.js"

const hour = 3_600_000
const steps = [24 * hour, 24 * hour, 24 * hour, 0, 1, -1, -hour, -24 * hour, -400 * 24 * hour, 400 * 24 * hour]

export default {
  id: "clock",
  what: "runs into one -o folder under a clock that goes back, stands still or jumps by a year",
  async run({ short, seed }) {
    const rounds = short ? 5 : 120
    const next = randomNumbers(seed)
    const found = []
    await inFolder(async (folder) => {
      const reports = join(folder, "reports")
      let now = Date.UTC(2026, 5, 1)
      for (let round = 1; round <= rounds; round++) {
        now += steps[Math.floor(next() * steps.length)]
        const end = await inProcess(["compare", ...small, "-o", reports, "--keep", "30", "--quiet"], new Date(now))
        found.push(faultOf(end), end.code === 2 ? end.stderr : null, faultIn(reports, { settled: false }))
        const [lines, folders] = [historyOf(reports).length, runsIn(reports).length]
        if (lines !== round) found.push(`${round} runs left ${lines} lines`)
        if (folders !== Math.min(round, 30)) found.push(`--keep 30 kept ${folders} of ${round}`)
      }
    })
    return {
      rounds,
      found,
      note: "a folder and a line each, whatever the clock said; --keep kept the newest by their own dates",
    }
  },
}
