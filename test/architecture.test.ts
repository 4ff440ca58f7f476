import { readFileSync, readdirSync } from "node:fs"
import { dirname, join, relative, resolve } from "node:path"
import { describe, expect, it } from "vitest"

/** What each part of src/ may import of ours; itself is always allowed. The most specific row counts. */
const arrows: Record<string, string[]> = {
  "model.ts": [],
  "errors.ts": [],
  "version.ts": [],
  "registry.ts": ["model.ts", "multivariate/unit.ts"],
  stats: [],
  methods: ["model.ts", "stats"],
  multivariate: ["model.ts", "stats"],
  checks: ["model.ts", "stats", "report/format.ts"],
  sources: ["model.ts", "errors.ts"],
  profiles: [
    "model.ts",
    "errors.ts",
    "version.ts",
    "stats",
    "report/format.ts",
    "compare/column-types.ts",
    "datasets/summarise.ts",
  ],
  datasets: ["model.ts", "errors.ts", "stats", "sources/source.ts", "sources/open.ts", "profiles"],
  compare: [
    "multivariate/unit.ts",
    "model.ts",
    "errors.ts",
    "stats",
    "methods",
    "registry.ts",
    "rules",
    "report/failing.ts",
    "report/format.ts",
    "report/ratio.ts",
  ],
  rules: ["model.ts", "errors.ts", "compare/suggest.ts", "report/format.ts", "report/escape.ts"],
  workers: ["model.ts", "errors.ts", "registry.ts", "sources/source.ts", "datasets", "compare"],
  config: ["model.ts", "errors.ts", "compare", "rules"],
  history: ["model.ts", "errors.ts", "stats", "report/ratio.ts"],
  report: ["model.ts"],
  reporters: ["model.ts", "report"],
  commands: ["*"],
  "cli.ts": ["*"],
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

describe("imports", () => {
  const files = sourceFiles()

  it("run downwards only", () => {
    const wrong = files.flatMap((file) => {
      const place = Object.keys(arrows).find((candidate) => within(file, candidate))
      if (place === undefined) return [`${file} has no place in the table of this test`]
      const allowed = [...arrows[place], place]
      if (allowed.includes("*")) return []
      const upwards = importsOf(file).filter((path) => !allowed.some((to) => within(path, to)))
      return upwards.map((path) => `${file} imports ${path}`)
    })
    expect(files.length).toBeGreaterThan(40)
    expect(wrong).toEqual([])
  })
})
