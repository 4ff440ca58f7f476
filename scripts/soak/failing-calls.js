// Every call to the file system fails once: in this process, the first, the second, … until a run needs no more.
import fs from "node:fs"
import { syncBuiltinESMExports } from "node:module"
import { join } from "node:path"
import { drifting, inFolder, small } from "./place.js"
import { faultIn } from "./reports.js"
import { faultOf, inProcess } from "./run.js"

const { existsSync, mkdirSync, readdirSync, readFileSync, rmSync } = fs

const writing = [
  ...["openSync", "writeSync", "writeFileSync", "mkdirSync", "mkdtempSync", "renameSync", "copyFileSync", "linkSync"],
  ...["rmSync", "unlinkSync", "rmdirSync", "closeSync", "write"],
]
const reading = ["openSync", "readSync", "read", "readFileSync", "fstatSync", "readdirSync", "realpathSync"]

/** What the system says, and of which calls. */
const answers = [
  { code: "ENOSPC", errno: -28, calls: writing },
  { code: "EIO", errno: -5, calls: [...new Set([...writing, ...reading])] },
  { code: "EACCES", errno: -13, calls: ["openSync", "mkdirSync", "renameSync", "readdirSync", "readFileSync"] },
]

export default {
  id: "failing-calls",
  what: "each call to the file system in turn answers ENOSPC, EIO or EACCES, in every command that reads or writes",
  async run({ short }) {
    const found = []
    let rounds = 0
    await inFolder(async (folder) => {
      for (const [name, argv] of commandsIn(folder).slice(0, short ? 2 : undefined)) {
        await prepare(folder)
        await inProcess(argv) // Loads what it needs; modules are not what fails here.
        for (const answer of short ? answers.slice(0, 1) : answers)
          for (let n = 1; n < 2000; n++) {
            await prepare(folder)
            const end = await failing(answer, n, folder, () => inProcess(argv))
            if (end.made < n) break
            rounds++
            const where = `${name}, ${answer.code} at call ${n} (${end.call})`
            for (const fault of [faultOf(end), faultIn(join(folder, "reports"), { settled: false }), halfFile(folder)])
              found.push(fault === null ? null : `${where}: ${fault}`)
            rmSync(join(folder, "new.yaml"), { force: true }) // init writes over nothing.
            const again = await inProcess(argv)
            const fault = again.code === 2 ? again.stderr : leftIn(folder)
            if (fault !== null) found.push(`${where}: the next run: ${fault}`)
          }
      }
    })
    return {
      rounds,
      found,
      note: "each ended in its verdict or in 2 with the reason; the next run worked and swept up",
    }
  },
}

const commandsIn = (folder) => [
  ["compare -o", ["compare", ...small, "-o", join(folder, "reports"), "--keep", "1"]],
  ["profile", ["profile", small[0], "-o", join(folder, "ref.profile.json")]],
  [
    "compare --html",
    ["compare", ...small, "--no-output", "--html", join(folder, "page.html"), "--json", join(folder, "r.json")],
  ],
  ["compare a folder of parts", ["compare", small[0], join(folder, "parts"), "--no-output", "--quiet"]],
  ["compare Parquet", ["compare", ...drifting, "--no-output", "--quiet"]],
  ["compare with a profile", ["compare", join(folder, "kept.profile.json"), small[1], "--no-output", "--quiet"]],
  ["report", ["report", join(folder, "kept.json"), "--html", join(folder, "page.html")]],
  ["check", ["check", small[0], "--config", join(folder, "kept.yaml"), "-o", join(folder, "reports")]],
  ["init", ["init", small[0], "-o", join(folder, "new.yaml")]],
]

const kept = ["kept.json", "kept.profile.json", "kept.yaml", "parts"]

/** The folder as each run finds it: what is read, and no result. */
async function prepare(folder) {
  for (const name of readdirSync(folder)) if (!kept.includes(name)) rmSync(join(folder, name), { recursive: true })
  if (existsSync(join(folder, "parts"))) return
  mkdirSync(join(folder, "parts"))
  fs.copyFileSync(small[1], join(folder, "parts/a.csv"))
  fs.copyFileSync(small[1], join(folder, "parts/b.csv"))
  await inProcess(["compare", ...small, "--no-output", "--json", join(folder, "kept.json")])
  await inProcess(["profile", small[0], "-o", join(folder, "kept.profile.json")])
  await inProcess(["init", small[0], "-o", join(folder, "kept.yaml")])
}

/** Runs `act` while the n-th of the calls fails; gives what it gives, how many calls were `made`, and which one failed. */
async function failing({ code, errno, calls }, n, folder, act) {
  const real = Object.fromEntries(calls.map((name) => [name, fs[name]]))
  let made = 0
  let call = ""
  for (const name of calls)
    fs[name] = (...args) => {
      if (++made !== n || isOwn(args[0], folder)) return real[name](...args)
      call = name
      const path = typeof args[0] === "string" ? { path: args[0] } : {}
      const error = Object.assign(new Error(`${code}: refused, ${name}`), {
        code,
        errno,
        syscall: name.replace("Sync", ""),
        ...path,
      })
      const done = args.at(-1)
      if (typeof done !== "function") throw error
      done(error)
    }
  syncBuiltinESMExports()
  try {
    return { ...(await act()), made, call }
  } finally {
    Object.assign(fs, real)
    syncBuiltinESMExports()
  }
}

/** The program's own files are not the disk that fails. */
const isOwn = (path) => typeof path === "string" && /\/(dist|node_modules|schema)\//.test(path)

function halfFile(folder) {
  for (const name of ["r.json", "ref.profile.json"])
    if (existsSync(join(folder, name))) JSON.parse(readFileSync(join(folder, name), "utf8"))
  return null
}

/** A work file that nobody swept; null for none. */
function leftIn(folder) {
  const all = readdirSync(folder, { recursive: true })
  return all.find((name) => /(^|\/)\.(run-|lock)/.test(name)) ?? null
}
