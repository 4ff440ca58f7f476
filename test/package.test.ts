import { execFileSync, spawnSync } from "node:child_process"
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import { patience } from "./helpers/patience.js"

/** The package as npm would publish it, unpacked into an empty project beside its dependencies. */
let project: string
let files: string[]

beforeAll(() => {
  project = mkdtempSync(join(tmpdir(), "driftcheck-package-"))
  execFileSync("npm", ["run", "build", "--silent"])
  const listing = execFileSync("npm", ["pack", "--ignore-scripts", "--json", "--pack-destination", project], {
    encoding: "utf8",
  })
  const [{ filename, files: packed }] = JSON.parse(listing) as [{ filename: string; files: { path: string }[] }]
  files = packed.map(({ path }) => path)
  execFileSync("tar", ["-xzf", join(project, filename), "-C", project])
  // Node finds dependencies by the real path of the importing file, so the package is copied and the rest linked.
  mkdirSync(join(project, "node_modules"))
  cpSync(join(project, "package"), join(project, "node_modules", "driftcheck"), { recursive: true })
  symlinkSync(resolve("node_modules"), join(project, "node_modules", "driftcheck", "node_modules"))
}, patience(120))

afterAll(() => rmSync(project, { recursive: true, force: true }))

describe("the package", () => {
  it("holds the program, its types and pages, and neither tests nor data", () => {
    expect(files).toEqual(
      expect.arrayContaining([
        "bin/driftcheck.js",
        "dist/cli.js",
        "dist/index.js",
        "dist/index.d.ts",
        "schema/report.json",
        "dist/pages.cjs",
        "dist/program.cjs",
        "dist/program.cache",
        "dist/program-licences.txt",
        "LICENSE",
        "README.md",
      ]),
    )
    expect(files.filter((path) => /^(src|test|fixtures|bench|scripts|templates|\.ci)\//.test(path))).toEqual([])
  })

  it("holds every page that its README and its pages link to, and every picture", () => {
    const pages = files.filter((path) => path.endsWith(".md"))
    expect(pages).toContain("docs/reliability.md")
    const links = pages.flatMap((page) =>
      Array.from(
        readFileSync(page, "utf8")
          .replace(/`[^`\n]+`/g, "")
          .matchAll(/\]\((?!https?:|#)([^)#]+)/g),
        ([, to]) => join(page, "..", to),
      ),
    )
    expect(links.length).toBeGreaterThan(10)
    // Data and their licences are in the repository alone.
    expect(links.filter((link) => !files.includes(link) && !link.startsWith("fixtures/"))).toEqual([])
  })

  it("names one place of its source, ready for the day it is published", () => {
    const { homepage, repository, bugs } = JSON.parse(readFileSync("package.json", "utf8")) as {
      homepage: string
      repository: { url: string }
      bugs: string
    }
    const [home] = homepage.split("#")
    expect(repository.url).toBe(`git+${home}.git`)
    expect(bugs).toBe(`${home}/issues`)
    // Nothing is there yet: no page sends anyone to it.
    for (const page of files.filter((path) => path.endsWith(".md")))
      expect(readFileSync(page, "utf8")).not.toContain(home)
  })

  it("compares two files where it is installed", () => {
    const result = spawnSync(
      process.execPath,
      [
        join(project, "node_modules/driftcheck/bin/driftcheck.js"),
        "compare",
        resolve("fixtures/data/nodrift_ref.parquet"),
        resolve("fixtures/data/nodrift_cur.parquet"),
      ],
      { cwd: project, encoding: "utf8", env: { ...process.env, GITHUB_ACTIONS: "" } },
    )
    expect(result.stderr).toBe("")
    expect(result.stdout).toContain("No drift")
    expect(result.status).toBe(0)
    expect(existsSync(join(project, "driftcheck-report/report.html"))).toBe(true)
    const schema = spawnSync(
      process.execPath,
      [join(project, "node_modules/driftcheck/bin/driftcheck.js"), "schema", "report"],
      { encoding: "utf8" },
    )
    expect((JSON.parse(schema.stdout) as { title: string }).title).toBe("driftcheck report")
  })

  it("draws its pages where Node makes no code from strings, without the compiler of the templates", () => {
    const page = join(project, "page.html")
    const inputs = ["ref", "cur"].map((side) => resolve(`fixtures/data/penguins_${side}.csv`))
    const result = spawnSync(
      process.execPath,
      [
        "--disallow-code-generation-from-strings",
        join(project, "node_modules/driftcheck/bin/driftcheck.js"),
        ...["compare", ...inputs, "--html", page, "-o", join(project, "kept"), "--quiet"],
      ],
      { encoding: "utf8" },
    )
    expect([result.status, result.stderr]).toEqual([1, ""])
    expect(readFileSync(page, "utf8")).toMatch(/^<!doctype html>[^]*<\/html>\s*$/i)
    expect(existsSync(join(project, "kept/index.html"))).toBe(true)
    const { packages } = JSON.parse(readFileSync("package-lock.json", "utf8")) as {
      packages: Record<string, { dev?: true }>
    }
    for (const name of ["handlebars", "minimist", "neo-async", "source-map", "uglify-js", "wordwrap"])
      expect([name, packages[`node_modules/${name}`].dev]).toEqual([name, true])
  })

  it("starts its worker threads where it is installed", () => {
    const script = `
import { ArrowDataset, compareDatasets, defaultOptions, loadRegistry, measureInThreads, openSource } from "driftcheck"
const open = async (side) => {
  const path = ${JSON.stringify(resolve("fixtures/data"))} + "/carloan_" + side + ".parquet"
  return new ArrowDataset(path, await openSource(path, {}))
}
const [reference, current] = [await open("ref"), await open("cur")]
const threads = measureInThreads({ reference, current, read: { reference: {}, current: {} }, workers: 2, valuesPerThread: 1 })
const { verdict } = await compareDatasets(reference, current, defaultOptions, await loadRegistry(), { measureAll: threads })
console.log(verdict.status)
`
    writeFileSync(join(project, "threads.mjs"), script)
    expect(execFileSync(process.execPath, ["threads.mjs"], { cwd: project, encoding: "utf8" })).toBe("drift\n")
  })

  it("is a library with types", () => {
    writeFileSync(join(project, "package.json"), '{ "type": "module" }')
    writeFileSync(
      join(project, "use.ts"),
      `import { ArrowDataset, compareDatasets, defaultOptions, loadRegistry, openSource, type Verdict } from "driftcheck"
const open = async (side: string) => {
  const path = ${JSON.stringify(resolve("fixtures/data"))} + "/carloan_" + side + ".parquet"
  return new ArrowDataset(path, await openSource(path, {}))
}
const { verdict } = await compareDatasets(await open("ref"), await open("cur"), defaultOptions, await loadRegistry())
const checked: Verdict = verdict
console.log(checked.status)
`,
    )
    const tsc = resolve("node_modules/typescript/bin/tsc")
    const options = ["--module", "nodenext", "--target", "es2022", "--strict", "--skipLibCheck", "--types", "node"]
    const types = ["--typeRoots", resolve("node_modules/@types")]
    execFileSync(process.execPath, [tsc, ...options, ...types, "use.ts"], { cwd: project })
    expect(execFileSync(process.execPath, ["use.js"], { cwd: project, encoding: "utf8" })).toBe("drift\n")
  })
})

describe("the program", () => {
  const bin = "bin/driftcheck.js"
  const flights = ["fixtures/data/flights_ref.parquet", "fixtures/data/flights_cur.parquet"]

  it("keeps the verdict when its reader goes away", () => {
    // The reader closes at once; what is written afterwards meets a closed pipe.
    const shell = `${process.execPath} ${bin} compare ${flights.join(" ")} --no-output --format json | true; echo "\${PIPESTATUS[0]}"`
    const drifted = shell.replaceAll("flights", "carloan")
    expect(execFileSync("bash", ["-c", shell], { encoding: "utf8" })).toBe("0\n")
    expect(execFileSync("bash", ["-c", drifted], { encoding: "utf8" })).toBe("1\n")
  })

  it("writes all of a large report into a slow pipe", () => {
    const shell = `${process.execPath} ${bin} compare ${flights.join(" ")} --no-output --format json | (sleep 1; cat)`
    expect(() => JSON.parse(execFileSync("bash", ["-c", shell], { encoding: "utf8" })) as unknown).not.toThrow()
  })

  it("ends in 2 without a terminal, a home or a locale when it cannot answer", () => {
    const result = spawnSync(process.execPath, [bin, "compare", "no.parquet", "no.parquet", "--no-output"], {
      env: {},
      encoding: "utf8",
    })
    expect(result.status).toBe(2)
    expect(result.stdout).toBe("")
    expect(result.stderr).toMatch(/^error: cannot read no\.parquet: no such file/)
  })
})
