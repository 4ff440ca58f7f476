// A disk that is too small, from nothing to enough: a tmpfs, where the machine lets one be mounted.
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { drifting, inFolder } from "./place.js"
import { faultIn } from "./reports.js"
import { asProcess, faultOf } from "./run.js"

export default {
  id: "small-disk",
  what: "a real disk (tmpfs) of 4 kB to 2 MB that fills up while reports, pages and profiles are written",
  async run({ short }) {
    const sizes = short ? [64] : [4, 8, 16, 32, 64, 100, 150, 200, 300, 400, 600, 800, 1200, 2000]
    const found = []
    let rounds = 0
    let full = 0
    const mounted = await inFolder(async (folder) => {
      const disk = join(folder, "disk")
      mkdirSync(disk)
      for (const size of sizes)
        for (const { argv, output } of commandsOn(disk)) {
          if (spawnSync("mount", ["-t", "tmpfs", "-o", `size=${size}k`, "none", disk]).status !== 0) return false
          try {
            const end = await asProcess(argv).ended
            rounds++
            if (end.code === 2) full++
            found.push(faultOf(end), end.code === 2 && !end.stderr.includes("full") ? end.stderr : null)
            if (argv[0] === "compare" && end.code === 2 && !/\d of \d+/.test(end.stdout))
              found.push("no verdict printed")
            found.push(faultIn(join(disk, "reports"), { settled: false }), leftOn(disk, output, end.code))
          } finally {
            spawnSync("umount", [disk])
          }
        }
      return true
    })
    return mounted
      ? { rounds, found, note: `${full} found the disk full, said so and printed the verdict all the same` }
      : { rounds: 0, found: [], note: "not done: this machine mounts no tmpfs" }
  },
}

/** `output`: a JSON file that the command writes. */
const commandsOn = (disk) => {
  const [page, report, profile] = ["page.html", "report.json", "ref.profile.json"].map((name) => join(disk, name))
  return [
    { argv: ["compare", ...drifting, "-o", join(disk, "reports")] },
    { argv: ["compare", ...drifting, "--no-output", "--html", page, "--json", report], output: report },
    { argv: ["profile", drifting[0], "-o", profile], output: profile },
  ]
}

/** What is wrong with the files on the disk, in words: half a one under its final name, none after a verdict, a work file. */
function leftOn(disk, output, code) {
  const whole = output !== undefined && existsSync(output)
  if (whole) JSON.parse(readFileSync(output, "utf8"))
  if (output !== undefined && !whole && code !== 2) return `no ${output} after exit code ${code}`
  return readdirSync(disk).find((name) => name.endsWith(".tmp")) ?? null
}
