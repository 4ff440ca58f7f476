// npm run adoption: newcomers of each kind from an empty folder to a verdict, with the packages as they would be published, and what
// they saw written into docs/newcomers.md. Needs Python 3.11 or newer, and the registries of npm and of Python packages.
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { availableParallelism, loadavg, tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../", import.meta.url))
const page = join(root, "docs", "newcomers.md")
const folder = mkdtempSync(join(tmpdir(), "driftcheck-adoption-"))
const audiences = {
  notebook: "A data scientist, in a notebook",
  ci: "Somebody who writes a pipeline for CI",
  cron: "Somebody who owns a crontab",
  mlflow: "Somebody who keeps experiments in MLflow",
  dagster: "Somebody who orchestrates with Dagster",
  kubeflow: "Somebody who compiles a pipeline of Kubeflow",
}
/** Seconds from the empty folder to the verdict, at most. */
const most = 120

const introduction = `# Newcomers, from an empty folder to a verdict

What somebody new types, and sees. \`npm run adoption\` writes this page: it packs the npm package and the wheel, and runs each script in an empty
folder with an empty home, so that nothing is there but what the script brings. Nothing is published yet: \`$PACKAGE\` and \`$WHEEL\` are the packed
files, \`$DATA\` two tables of car loans of different years, \`$RECIPES\` the folder [recipes](recipes.md).
Each has to reach its verdict within two minutes, the download of what it needs included; on a machine that is busy with other work, within two minutes
of CPU.
`

try {
  const packed = join(folder, "packed")
  mkdirSync(packed)
  const options = { cwd: root, stdio: ["ignore", "ignore", "inherit"] }
  execFileSync("npm", ["pack", "--silent", "--ignore-scripts", "--pack-destination", packed], options)
  execFileSync("python3", ["-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", packed, "./python"], options)
  const made = (ending) =>
    join(
      packed,
      readdirSync(packed).find((name) => name.endsWith(ending)),
    )
  const places = {
    PACKAGE: made(".tgz"),
    WHEEL: made(".whl"),
    DATA: join(root, "fixtures/data"),
    RECIPES: join(root, "recipes"),
  }
  const parts = Object.entries(audiences).map(([name, title]) => partOf(name, title, places))
  writeFileSync(page, [introduction, ...parts].join("\n"))
  console.log(`${page} written`)
} finally {
  rmSync(folder, { recursive: true, force: true })
}

/**
 * The part of the page for a newcomer: the script, what it printed, how long it took. Throws where it failed or was too slow: by the clock, but for
 * a machine that is busy with other things, where only the seconds of CPU tell.
 */
function partOf(name, title, places) {
  const script = readFileSync(join(root, "scripts/adoption", `${name}.sh`), "utf8")
  const home = join(folder, name)
  mkdirSync(home)
  const reach = Object.entries(process.env).filter(([key]) =>
    /^(PATH|PIP_.*|npm_config_.*|.*_PROXY|.*_CERTS?)$/i.test(key),
  )
  const env = { ...Object.fromEntries(reach), ...places, HOME: home, LANG: "C.UTF-8" }
  const busy = loadavg()[0] > availableParallelism()
  const began = performance.now()
  const ran = spawnSync("bash", ["-e", "-c", `${script}\ntimes >&2`], { cwd: home, env, encoding: "utf8" })
  const clock = (performance.now() - began) / 1000
  if (ran.status !== 0) throw new Error(`${name} ended in ${ran.status}\n${ran.stdout}\n${ran.stderr}`)
  const cpu = cpuSeconds(ran.stderr)
  console.log(`${name}: ${clock.toFixed(0)} s, ${cpu.toFixed(0)} s of CPU`)
  if ((busy ? cpu : clock) > most) throw new Error(`${name} took more than ${most} s\n${ran.stdout}`)
  const shown = busy
    ? `${cpu.toFixed(0)} seconds of CPU later (the machine was busy with other work: ${clock.toFixed(0)} by the clock)`
    : `${clock.toFixed(0)} seconds later (${cpu.toFixed(0)} of CPU)`
  const printed = ran.stdout.replaceAll(home, "~").trimEnd()
  return `## ${title}\n\n\`\`\`bash\n${script}\`\`\`\n\n${shown}:\n\n\`\`\`text\n${printed}\n\`\`\`\n`
}

/** User and system seconds of all that a shell started, from the last line of its `times`. */
function cpuSeconds(stderr) {
  const last = stderr.trimEnd().split("\n").at(-1) ?? ""
  return Array.from(last.matchAll(/(\d+)m([\d.]+)s/g)).reduce((sum, [, m, s]) => sum + Number(m) * 60 + Number(s), 0)
}
