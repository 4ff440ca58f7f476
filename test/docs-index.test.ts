/** docs/README.md leads to every answer and every page in one click; links lead somewhere; recipes can be read by a machine. */
import { spawnSync } from "node:child_process"
import { existsSync, readdirSync, readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { describe, expect, it } from "vitest"
import { parse } from "yaml"
import { runCli } from "./helpers/run-cli.js"

const pages = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync("docs", { recursive: true, encoding: "utf8" }).flatMap((name) =>
    name.endsWith(".md") ? [`docs/${name.replaceAll("\\", "/")}`] : [],
  ),
]
const read = (page: string) => readFileSync(page, "utf8")
/** Without what stands in code, which may look like a heading or a link. */
const prose = (page: string) => read(page).replace(/^```[^]*?^```$/gm, "")

/** The names of a page's headings in addresses, as GitHub makes them. */
function anchors(page: string): string[] {
  const titles = Array.from(prose(page).matchAll(/^#+ (.*)$/gm), ([, title]) => title)
  const ids = Array.from(prose(page).matchAll(/<a id="([^"]+)">/g), ([, id]) => id)
  const ofTitles = titles.map((title) =>
    title
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, "")
      .replaceAll(" ", "-"),
  )
  return [...ofTitles, ...ids]
}

/** Where the page's links lead, code within a line left out; the anchor is "" where there is none. */
const links = (page: string) =>
  Array.from(
    prose(page)
      .replace(/`[^`\n]+`/g, "")
      .matchAll(/\]\((?!https?:)([^)#\s]*)#?([^)\s]*)\)/g),
    ([, path, anchor]) => ({
      to: path === "" ? page : join(dirname(page), path),
      anchor,
    }),
  )

describe("the docs", () => {
  it.each(pages)("%s has no dead link", (page) => {
    for (const { to, anchor } of links(page)) {
      expect([to, existsSync(to)]).toEqual([to, true])
      if (anchor !== "" && to.endsWith(".md")) expect(anchors(to), to).toContain(anchor)
    }
  })

  it("have an index that leads to every page and to every question answered", () => {
    const there = links("docs/README.md")
    const questions = Array.from(read("docs/answers.md").matchAll(/^### .*$/gm))
    const answered = there.filter(({ to, anchor }) => to === "docs/answers.md" && anchor !== "")
    expect(new Set(answered.map(({ anchor }) => anchor)).size).toBe(questions.length)
    for (const page of pages.filter((each) => each.startsWith("docs/") && each !== "docs/README.md"))
      expect(there.map(({ to }) => to)).toContain(page)
    expect(links("README.md").map(({ to }) => to)).toContain("docs/README.md")
  })

  it("answer each question in a screen", () => {
    for (const answer of read("docs/answers.md").split(/^###? /m)) expect(answer.split("\n").length).toBeLessThan(50)
  })

  it("begin with a README of at most 150 lines", () => {
    expect(read("README.md").trimEnd().split("\n").length).toBeLessThan(150)
  })

  it.each([
    "compared",
    "moving-from-deepchecks",
    "moving-from-evidently",
    "moving-from-nannyml",
    "moving-from-whylogs",
  ])("%s says which version it speaks of", (page) =>
    expect(read(`docs/${page}.md`)).toMatch(/(Evidently|NannyML|deepchecks|whylogs) \d+\.\d+\.\d+/),
  )

  it("name keys, checks, methods and flags that exist", async () => {
    const text = pages.flatMap((page) => (/moving|answers|pipelines/.test(page) ? [read(page)] : [])).join("\n")
    const help = await Promise.all(
      ["compare", "check", "init", "profile", "report", "gate", "alert"].map((name) => runCli([name, "--help"])),
    )
    const commands = text.match(/^(?:.*\| )?driftcheck [a-z][^#\n]*(?:\\\n[^\n]*)*/gm) ?? []
    const flags = new Set(commands.flatMap((line) => line.match(/(?<=\s)--[a-z][\w-]+/g) ?? []))
    expect(flags.size).toBeGreaterThan(15)
    for (const flag of flags) expect(help.map(({ stdout }) => stdout).join("\n")).toContain(flag)
    const ids = [
      ...(await runCli(["checks"])).stdout.matchAll(/^([a-z-]+) {2}/gm),
      ...(await runCli(["methods"])).stdout.matchAll(/^([a-z-]+) {2}/gm),
    ].map(([, id]) => id)
    const named = Array.from(text.matchAll(/`([a-z]+(?:-[a-z]+)+)`/g), ([, id]) => id)
    for (const id of named) if (!/^(write-|proper-)/.test(id)) expect(ids).toContain(id)
  })

  it("hold keys of report.json that a report has", async () => {
    const { stdout } = await runCli([
      ...["compare", "fixtures/data/periods_flights_ref.parquet", "fixtures/data/periods_flights_cur.parquet"],
      ...["--timestamp", "scheduled", "--json", "-", "--no-output"],
    ])
    const report = JSON.parse(stdout) as object
    const paths = pages.flatMap((page) =>
      page.startsWith("docs/moving")
        ? Array.from(
            read(page).matchAll(/`((?:columns|checks|drift|verdict|current)(?:\[\])?\.[\w.[\]]+)`/g),
            ([, path]) => path,
          )
        : [],
    )
    expect(paths.length).toBeGreaterThan(20)
    const at = (value: unknown, keys: string[]): boolean => {
      if (keys.length === 0) return value !== undefined
      if (Array.isArray(value)) return value.some((each) => at(each, keys))
      const [key, ...rest] = keys
      return typeof value === "object" && value !== null && at((value as Record<string, unknown>)[key], rest)
    }
    for (const path of paths)
      expect([
        path,
        at(
          report,
          path
            .replaceAll("[]", "")
            .split(".")
            .filter((key) => key !== ""),
        ),
      ]).toEqual([path, true])
  })
})

describe("docs/pipelines.md", () => {
  const blocks = (language: string) =>
    Array.from(read("docs/pipelines.md").matchAll(/```(\w+)\n([^]*?)```/g)).flatMap(([, found, text]) =>
      found === language ? [text] : [],
    )

  it("holds YAML that parses and shell that bash can read", () => {
    expect(blocks("yaml").map((text) => Object.keys(parse(text) as object))).toEqual([
      ["steps"],
      ["version", "jobs", "workflows"],
      ["repos"],
    ])
    for (const input of blocks("sh")) expect(spawnSync("bash", ["-n"], { input, encoding: "utf8" }).stderr).toBe("")
  })

  it("holds Python that Python can read", () => {
    const script = `import ast, sys; ast.parse(sys.stdin.read())`
    if (spawnSync("python3", ["--version"]).status !== 0) {
      console.log("skipped: no python3")
      return
    }
    for (const input of blocks("python"))
      expect(spawnSync("python3", ["-c", script], { input, encoding: "utf8" }).stderr).toBe("")
  })

  it("installs the version of the package", () => {
    const { version } = JSON.parse(read("package.json")) as { version: string }
    const files = read("docs/pipelines.md").match(/driftcheck-[\d.]+tgz/g) ?? []
    expect(new Set(files)).toEqual(new Set([`driftcheck-${version}.tgz`]))
  })
})
