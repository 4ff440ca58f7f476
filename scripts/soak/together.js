// Several runs at once on one folder, and on one file.
import { readFileSync } from "node:fs"
import { join } from "node:path"
import { drifting, inFolder } from "./place.js"
import { faultIn, historyOf, runsIn } from "./reports.js"
import { asProcess, faultOf } from "./run.js"

export default {
  id: "together",
  what: "runs at once into one -o folder and one --json file",
  async run({ short }) {
    const [rounds, together] = short ? [1, 3] : [4, 8]
    const found = []
    await inFolder(async (folder) => {
      const reports = join(folder, "reports")
      const json = join(folder, "report.json")
      const argv = ["compare", ...drifting, "-o", reports, "--json", json, "--quiet"]
      for (let round = 1; round <= rounds; round++) {
        const ends = await Promise.all(Array.from({ length: together }, () => asProcess(argv).ended))
        for (const end of ends) found.push(faultOf(end) ?? (end.code === 1 ? null : `a run ended in ${end.code}`))
        found.push(faultIn(reports, { settled: true }))
        const expected = round * together
        if (runsIn(reports).length !== expected || historyOf(reports).length !== expected)
          found.push(`${expected} runs left ${runsIn(reports).length} folders and ${historyOf(reports).length} lines`)
        JSON.parse(readFileSync(json, "utf8"))
      }
    })
    return { rounds: rounds * together, found, note: "each left its folder and its line; the file is whole" }
  },
}
