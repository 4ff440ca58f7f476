// npm run adoption: newcomers of each kind from an empty folder to a verdict, with the packages as they would be published, and what
// they saw written into docs/newcomers.md. Needs Python 3.11 or newer, and the registries of npm and of Python packages.
import { execFileSync, spawnSync } from "node:child_process"
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
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
}
/** Seconds from the empty folder to the verdict, at most. */
const most = 120

const introduction = `# Newcomers, from an empty folder to a verdict

What somebody new types, and sees. \`npm run adoption\` writes this page: it packs the npm package and the wheel, and runs each script in an empty
folder with an empty home, so that nothing is there but what the script brings. Nothing is published yet: \`$PACKAGE\` and \`$WHEEL\` are the packed
files, \`$DATA\` two tables of car loans of different years, \`$RECIPES\` the folder [recipes](recipes.md).
Each has to reach its verdict within two minutes, the download of what it needs included.
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

/** The part of the page for a newcomer: the script, what it printed, how long it took. Throws where it failed or was too slow. */
function partOf(name, title, places) {
  const script = readFileSync(join(root, "scripts/adoption", `${name}.sh`), "utf8")
  const home = join(folder, name)
  mkdirSync(home)
  const began = performance.now()
  const reach = Object.entries(process.env).filter(([key]) =>
    /^(PATH|PIP_.*|npm_config_.*|.*_PROXY|.*_CERTS?)$/i.test(key),
  )
  const env = { ...Object.fromEntries(reach), ...places, HOME: home, LANG: "C.UTF-8" }
  const ran = spawnSync("bash", ["-e", "-c", script], { cwd: home, env, encoding: "utf8" })
  const seconds = (performance.now() - began) / 1000
  if (ran.status !== 0) throw new Error(`${name} ended in ${ran.status}\n${ran.stdout}\n${ran.stderr}`)
  console.log(`${name}: ${seconds.toFixed(0)} s`)
  if (seconds > most) throw new Error(`${name} took ${seconds.toFixed(0)} s, more than ${most}\n${ran.stdout}`)
  const printed = ran.stdout.replaceAll(home, "~")
  return `## ${title}\n\n\`\`\`bash\n${script}\`\`\`\n\n${seconds.toFixed(0)} seconds later:\n\n\`\`\`text\n${printed.trimEnd()}\n\`\`\`\n`
}
