// npm run python-venv: the environment that the tests of the wheel run in, made anew where python/requirements-test.txt has changed. Prints its folder.
import { execFileSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"

const root = fileURLToPath(new URL("../", import.meta.url))
const requirements = join(root, "python", "requirements-test.txt")
const folder = join(root, "node_modules", ".cache", "python-venv")
/** Written last, so that what was stopped half-way is begun anew. */
const made = join(folder, "made-of")

/** The folder of the environment where it is there and up to date, else null. */
export function pythonVenv() {
  return existsSync(made) && readFileSync(made, "utf8") === wanted() ? folder : null
}

const wanted = () => createHash("sha256").update(readFileSync(requirements)).digest("hex")

function make() {
  rmSync(folder, { recursive: true, force: true })
  execFileSync(process.env.PYTHON ?? "python3", ["-m", "venv", folder], { stdio: ["ignore", "ignore", "inherit"] })
  const pip = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", requirements]
  execFileSync(join(folder, "bin", "python"), pip, { stdio: ["ignore", "ignore", "inherit"] })
  writeFileSync(made, wanted())
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  if (pythonVenv() === null) make()
  console.log(folder)
}
