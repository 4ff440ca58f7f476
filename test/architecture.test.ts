import { readFileSync, readdirSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"

/** What each part of src/ may import of ours; itself is always allowed. The most specific row counts. */
const arrows: Record<string, string[]> = {
  model: [],
  "model.ts": ["model"],
  "errors.ts": [],
  "arguments.ts": ["errors.ts"],
  "installation.ts": [],
  "signals.ts": [],
  "version.ts": ["installation.ts"],
  "units.ts": [],
  "registry.ts": ["model.ts", "units.ts"],
  files: ["model.ts", "errors.ts", "words"],
  stats: [],
  words: ["model.ts"],
  columns: ["model.ts", "errors.ts", "stats"],
  bounds: ["model.ts", "stats"],
  methods: ["model.ts", "stats", "bounds"],
  multivariate: ["model.ts", "stats"],
  checks: ["model.ts", "stats", "words"],
  metrics: ["model.ts", "stats"],
  lakes: ["model.ts", "errors.ts", "files"],
  stores: ["model.ts", "errors.ts", "files", "words"],
  sources: ["model.ts", "errors.ts", "arguments.ts", "units.ts", "files", "lakes", "stores", "words/wildcards.ts"],
  profiles: ["model.ts", "errors.ts", "arguments.ts", "files", "version.ts", "stats", "columns"],
  traces: ["model.ts", "errors.ts", "files", "words", "stats", "columns", "sources", "options"],
  engines: ["model.ts", "errors.ts", "signals.ts", "stats", "columns", "profiles"],
  datasets: [
    "model.ts",
    "errors.ts",
    "arguments.ts",
    "files",
    "stores",
    "stats",
    "columns",
    "sources",
    "profiles",
    "traces",
    "engines",
  ],
  streams: ["model.ts", "errors.ts", "arguments.ts", "files", "stats", "columns", "sources"],
  options: [
    "model.ts",
    "model/roles.ts",
    "model/trace-roles.ts",
    "errors.ts",
    "registry.ts",
    "words",
    "columns",
    "sources",
  ],
  rules: ["model.ts", "errors.ts", "words"],
  evidence: ["model.ts", "errors.ts", "stats", "bounds", "columns", "options"],
  judge: ["model.ts", "stats", "words", "options", "evidence"],
  compare: [
    "model.ts",
    "errors.ts",
    "arguments.ts",
    "registry.ts",
    "stats",
    "words",
    "columns",
    "methods",
    "options",
    "rules",
    "evidence",
    "judge",
  ],
  workers: [
    "model.ts",
    "errors.ts",
    "arguments.ts",
    "installation.ts",
    "registry.ts",
    "profiles",
    "columns",
    "sources",
    "datasets",
    "options",
    "evidence",
    "compare",
  ],
  config: ["model.ts", "errors.ts", "arguments.ts", "files", "words", "sources", "options", "rules", "alerts"],
  kinds: ["model.ts", "words"],
  history: ["model.ts", "errors.ts", "stats", "words", "judge", "kinds"],
  alerts: ["model.ts", "errors.ts", "files", "stats", "words", "rules", "history", "traces/ask"],
  decide: ["model.ts", "errors.ts", "words", "history"],
  report: ["model.ts", "installation.ts", "stats/remember.ts", "words", "judge", "kinds"],
  reporters: ["model.ts", "words", "judge", "kinds", "report"],
  run: ["*"],
  commands: ["*"],
  "cli.ts": ["*"],
  "library.ts": ["*"],
  "index.ts": ["*"],
}

function sourceFiles(): string[] {
  return readdirSync("src", { recursive: true, encoding: "utf8" })
    .filter((file) => file.endsWith(".ts"))
    .map((file) => file.replaceAll("\\", "/"))
}

function importsOf(file: string): string[] {
  const text = readFileSync(join("src", file), "utf8")
  return Array.from(text.matchAll(/(?:from|import\()\s*"(\.[^"]+)"/g), ([, path]) =>
    relative("src", resolve("src", dirname(file), path))
      .replaceAll("\\", "/")
      .replace(/\.js$/, ".ts"),
  )
}

function within(file: string, place: string): boolean {
  return file === place || file.startsWith(`${place}/`)
}

/** Every circle that a walk along the imports meets, as "a → b → a". */
function circlesIn(imports: ReadonlyMap<string, readonly string[]>): string[] {
  const done = new Set<string>()
  const circles: string[] = []
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) circles.push([...path.slice(start), file].join(" → "))
    if (start >= 0 || done.has(file)) return
    for (const next of imports.get(file) ?? []) walk(next, [...path, file])
    done.add(file)
  }
  for (const file of imports.keys()) walk(file, [])
  return circles
}

describe("imports", () => {
  const files = sourceFiles()

  it("run downwards only", () => {
    const wrong = files.flatMap((file) => {
      const place = Object.keys(arrows)
        .filter((candidate) => within(file, candidate))
        .sort((a, b) => b.length - a.length)
        .at(0)
      if (place === undefined) return [`${file} has no place in the table of this test`]
      const allowed = [...arrows[place], place]
      if (allowed.includes("*")) return []
      const upwards = importsOf(file).filter((path) => !allowed.some((to) => within(path, to)))
      return upwards.map((path) => `${file} imports ${path}`)
    })
    expect(files.length).toBeGreaterThan(40)
    expect(wrong).toEqual([])
  })

  it("stay within rooms that CONTRIBUTING.md names, all of them and no other", () => {
    const table = readFileSync("CONTRIBUTING.md", "utf8").match(/^\| `.*$/gm) ?? []
    const named = table.flatMap((row) => Array.from(row.split("|")[1].matchAll(/`([^`]+?)\/?`/g), ([, room]) => room))
    expect(named.sort()).toEqual(Object.keys(arrows).sort())
  })

  it("run in no circle", () => {
    const imports = new Map(files.map((file) => [file, importsOf(file)]))
    expect(circlesIn(imports)).toEqual([])
    expect(circlesIn(new Map(Object.entries({ a: ["b"], b: ["c"], c: ["b"] })))).toEqual(["b → c → b"])
  })
})

describe("what stands behind a dataset or a source", () => {
  const lines = (pattern: RegExp, allowed: (file: string) => boolean) =>
    sourceFiles()
      .filter((file) => !allowed(file))
      .flatMap((file) =>
        readFileSync(join("src", file), "utf8")
          .split("\n")
          .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line) && pattern.test(line))
          .map((line) => `${file}: ${line.trim()}`),
      )

  it("is nobody's business outside datasets/: its capabilities are fields", () => {
    const asks = /instanceof (\w*Dataset|HashedCategories)\b|"\w+" in (dataset|reference|current|source)\b/
    expect(asks.test("if (dataset instanceof ProfileDataset)")).toBe(true)
    expect(lines(asks, (file) => file.startsWith("datasets/"))).toEqual([])
  })

  it("is known by a format's id in its own files alone", () => {
    const names = /"(csv|json-lines|parquet|arrow-ipc)"/
    const readers = /^(sources|datasets|workers|profiles|evidence|compare)\//
    const own = /^sources\/(csv|json-lines|parquet|arrow-ipc)(\.ts|\/)/
    expect(names.test('format: "csv"')).toBe(true)
    expect(lines(names, (file) => own.test(file) || !readers.test(file))).toEqual([])
  })
})
