import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { dirname, join, resolve } from "node:path"
import ts from "typescript"
import type { CliResult } from "./run-cli.js"

/** The project built into a temporary folder: src/ transpiled to dist/ (types are the linter's work), the rest copied or linked. */
export function buildProject(): string {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-project-"))
  for (const part of ["bin", "schema", "package.json", "dist/pages.cjs"])
    cpSync(part, join(folder, part), { recursive: true })
  symlinkSync(resolve("node_modules"), join(folder, "node_modules"))
  const sources = readdirSync("src", { recursive: true, encoding: "utf8" })
  for (const file of sources.filter((name) => name.endsWith(".ts") && !name.endsWith(".d.ts")))
    transpile(readFileSync(join("src", file), "utf8"), file, folder)
  return folder
}

/** A copy of a built project with one more file of src/, or another text for one that is there. */
export function withFile(project: string, file: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-project-"))
  cpSync(project, folder, { recursive: true, verbatimSymlinks: true })
  transpile(text, file, folder)
  return folder
}

/** Puts a built project into one file, as `npm run build` does. */
export function bundle(project: string): void {
  cpSync("scripts/build-program.js", join(project, "scripts/build-program.js"))
  execFileSync(process.execPath, ["scripts/build-program.js"], { cwd: project })
}

function transpile(text: string, file: string, project: string): void {
  const compilerOptions = { target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true }
  const { outputText } = ts.transpileModule(text, { fileName: file, compilerOptions })
  const path = join(project, "dist", file.replace(/\.ts$/, ".js"))
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(path, outputText)
}

/** Runs the project's command as a user would. */
export function runProject(project: string, args: readonly string[]): CliResult {
  const env = { PATH: process.env.PATH }
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(project, "bin", "driftcheck.js"), ...args], {
    ...{ encoding: "utf8", env, maxBuffer: 1 << 28 },
  })
  return { code: status ?? -1, stdout, stderr }
}
