/** What docs/answers.md and the pages on moving from other tools tell people to type, run over small files. */
import { spawnSync } from "node:child_process"
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs"
import { tmpdir } from "node:os"
import { join, resolve } from "node:path"
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest"
import { patience } from "./helpers/patience.js"

/** A block of shell, the exit code that it names, and the lines of the block of text below it. */
interface Block {
  page: string
  title: string
  script: string
  exit: number
  lines: string[]
}

function blocksOf(page: string): Block[] {
  const text = readFileSync(page, "utf8")
  return Array.from(text.matchAll(/```sh\n([^]*?)```\n(?:\n```text\n([^]*?)```\n)?/g), (found) => {
    const [, script, lines = ""] = found
    return {
      page,
      title: /\n##+ ([^\n]*)\n(?![^]*\n##)/.exec(text.slice(0, found.index))?.[1] ?? page,
      script,
      exit: Number(/# exit (\d)\n$/.exec(script)?.[1] ?? 0),
      lines: lines.split("\n").filter((line) => line !== ""),
    }
  })
}

const pythonOf = (page: string): string[] =>
  Array.from(readFileSync(page, "utf8").matchAll(/```python\n([^]*?)```/g), ([, text]) => text)

const pages = [
  "docs/answers.md",
  ...readdirSync("docs").flatMap((name) => (/^moving-from/.test(name) ? [`docs/${name}`] : [])),
]
const blocks = pages.flatMap(blocksOf)

const data: Record<string, string> = {
  "reference.parquet": "carloan_ref.parquet",
  "today.parquet": "carloan_cur.parquet",
  "flights-84-days.parquet": "periods_flights_ref.parquet",
  "flights-tuesday.parquet": "periods_flights_cur.parquet",
  "predictions-reference.parquet": "calhousing_delayed_ref.parquet",
  "predictions.parquet": "calhousing_delayed_cur.parquet",
  "labels.csv": "calhousing_delayed_labels.csv",
}

/** Programs of others: each does what its line asks of it with the files at hand, and nothing else. */
const others: Record<string, string> = {
  aws: `[ "$1 $2 $4" = "s3 cp -" ] && cat "\${3##*/}"`,
  gcloud: `[ "$1 $2" = "storage cat" ] && cat "\${3##*/}"`,
  psql: `[ "$2" = "-c" ] && cat rows.csv`,
  bq: `cat rows.csv`,
  duckdb: `for last; do :; done; case "$last" in COPY*"TO 'today.parquet'"*) test -f today.parquet ;; *) false ;; esac`,
  gh: `[ "$1 $2 $4" = "pr comment --body-file" ] && cp "$5" posted`,
  curl: `case "$*" in *--data*) cat > posted ;; *today.parquet*) cat today.parquet ;; *) false ;; esac`,
  driftcheck: `exec "${process.execPath}" "${resolve("bin/driftcheck.js")}" "$@"`,
}

let programs: string
let folder: string

beforeAll(() => {
  programs = mkdtempSync(join(tmpdir(), "driftcheck-programs-"))
  for (const [name, script] of Object.entries(others)) {
    writeFileSync(join(programs, name), `#!/bin/bash\n${script}\n`)
    chmodSync(join(programs, name), 0o755)
  }
})

afterAll(() => rmSync(programs, { recursive: true }))

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-answers-"))
  for (const [name, from] of Object.entries(data)) copyFileSync(join("fixtures/data", from), join(folder, name))
})

afterEach(() => rmSync(folder, { recursive: true }))

const has = (program: string) => spawnSync(program, ["--version"]).status === 0

const run = (command: string, args: string[], input?: string) =>
  spawnSync(command, args, {
    cwd: folder,
    encoding: "utf8",
    ...(input === undefined ? {} : { input }),
    env: {
      HOME: folder,
      LANG: "C.UTF-8",
      PATH: `${programs}:/usr/bin:/bin:${process.env["PATH"] ?? ""}`,
      PYTHONPATH: folder,
    },
  })

/** The rows of today as CSV, for the programs that would send them. */
function writeCsv(): void {
  const cars = [0, 1, 2].map((i) => `2018-0${i + 1}-01,${i},${20_000 * (i + 1)}`)
  const rows = Array.from({ length: 200 }, (_, i) => cars[i % 3].replace(/,\d,/, `,${i},`))
  writeFileSync(join(folder, "rows.csv"), ["timestamp,id,car_value", ...rows].join("\n"))
}

describe("what the docs tell people to type", () => {
  it("is there to be tried", () => {
    expect(blocks.length).toBeGreaterThan(25)
  })

  it.each(blocks)("$page: $title", { timeout: patience(60) }, ({ script, exit, lines }) => {
    if (script.includes("jq") && !has("jq")) {
      console.log("skipped: no jq")
      return
    }
    if (/^(psql|bq) /m.test(script)) writeCsv()
    const { status, stdout, stderr } = run("bash", ["-c", script])
    for (const line of lines) expect(stdout + stderr).toContain(line)
    expect({ status, stderr: status === exit ? "" : stderr }).toEqual({ status: exit, stderr: "" })
  })
})

describe("the message for a chat", () => {
  it.skipIf(!has("jq"))(
    "holds the reason and what changed, whatever columns are called",
    { timeout: patience(60) },
    () => {
      const script = blocks.find(({ title }) => title.startsWith("A message of a single run"))?.script ?? ""
      const rows = (value: number) => Array.from({ length: 300 }, (_, i) => `${value + (i % 7)}`).join("\n")
      writeFileSync(join(folder, "reference.csv"), `"<!channel> ""&"\n${rows(0)}`)
      writeFileSync(join(folder, "today.csv"), `"<!channel> ""&"\n${rows(50)}`)
      run("bash", ["-c", script.replaceAll(".parquet", ".csv")])
      const { text } = JSON.parse(readFileSync(join(folder, "posted"), "utf8")) as { text: string }
      expect(text).toMatch(/^driftcheck: 1 of 1 tested columns? drifted/)
      expect(text).toContain('• &lt;!channel&gt; "&amp;: Mean 2.99 → 53.0')
    },
  )
})

describe.skipIf(!has("python3"))("the Python of docs/answers.md", { timeout: patience(60) }, () => {
  const [compare = "", use = "", mlflow = ""] = pythonOf("docs/answers.md")
  const python = (...parts: string[]) => run("python3", ["-"], parts.join("\n"))

  /** A data frame as far as the recipe knows it. */
  const frame = `
import shutil
class Frame:
    def __init__(self, path): self.path = path
    def to_parquet(self, path, index): assert index is False; shutil.copy(self.path, path)
train, today = Frame("reference.parquet"), Frame("today.parquet")
`

  it("gives the report of two data frames", () => {
    const { stdout, stderr } = python(frame, compare, use, "print(drifted)")
    expect(stderr).toBe("")
    expect(stdout).toContain("'car_value'")
  })

  it("raises what is wrong where there is no answer", () => {
    const { status, stderr } = python(frame, compare, use.replace("repaid", "nowhere"))
    expect(status).toBe(1)
    expect(stderr).toContain("nowhere")
  })

  it("logs page, JSON and figures to MLflow", () => {
    mkdirSync(join(folder, "mlflow"))
    const calls = ["log_metric", "set_tag", "log_artifact"].map(
      (name) => `def ${name}(*args, **more): print("${name}", *args, *more.values())`,
    )
    writeFileSync(join(folder, "mlflow/__init__.py"), calls.join("\n"))
    const { stdout, stderr } = python(mlflow, `print(log_drift("reference.parquet", "today.parquet"))`)
    expect(stderr).toBe("")
    expect(stdout.split("\n")).toEqual([
      "log_metric drift_share 0.5",
      "log_metric drifted_columns 5",
      "set_tag drift drift",
      "log_artifact drift.html drift",
      "log_artifact drift.json drift",
      "1",
      "",
    ])
    expect(existsSync(join(folder, "drift.html"))).toBe(true)
  })
})
