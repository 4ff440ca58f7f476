import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

/** Whole runs of `driftcheck gate` over made-up models: 600 rows, 40 % positives, a challenger that is better by far. */

const folder = freshFolder()
const rows = 600
const [next, noise] = [randomNumbers(1), normalDraws(rows, 2)]
const truth = Array.from({ length: rows }, () => Number(next() < 0.4))
const logit = (value: number) => 1 / (1 + Math.exp(-value))
/** The probability that a model gives a row, from what it sees: noise, and positives so many sd further off. */
const score = (clear: number) => (row: number) =>
  logit(clear * (noise[row] + clear * truth[row]) - clear ** 2 / 2 + Math.log(0.4 / 0.6))
const [weak, strong] = [score(0.5), score(2)]

type Column = (row: number) => string | number
const all = Array.from({ length: rows }, (_, row) => row)

function table(name: string, columns: Record<string, Column>, kept: readonly number[] = all): string {
  const lines = kept.map((row) =>
    Object.values(columns)
      .map((column) => column(row))
      .join(","),
  )
  return folder.write(name, [Object.keys(columns).join(","), ...lines].join("\n") + "\n")
}

const id: Column = (row) => `r${row}`
const label: Column = (row) => truth[row]

interface Files {
  champion?: Record<string, Column>
  challenger?: Record<string, Column>
  challengerRows?: readonly number[]
}

/** The gate's report and exit code over these models, whose scores and labels are told apart by the id. */
async function decided(files: Files, ...more: string[]): Promise<{ report: Report; code: number; stderr: string }> {
  const champion = table("champion.csv", { id, score: weak, ...files.champion })
  const challenger = table("challenger.csv", { id, score: strong, ...files.challenger }, files.challengerRows)
  const labels = more.includes("--target") ? [] : ["--labels", table("labels.csv", { id, label })]
  const args = ["gate", champion, challenger, ...labels, "--id", "id", "--prediction", "score", "--no-output"]
  const { stdout, code, stderr } = await runCli([...args, "--json", "-", ...more])
  return { report: JSON.parse(stdout) as Report, code, stderr }
}

describe("a challenger that is better by far", () => {
  it("is promoted on labels of a file of their own", async () => {
    const { report, code } = await decided({})
    expect(code).toBe(0)
    expect(report.verdict.status).toBe("promote")
    expect(report.gate).toMatchObject({ metric: "roc_auc", test: "delong", rows, shared: 1 })
    expect(report.labels?.current).toMatchObject({ labelled: rows, coverage: 1 })
  })

  it("is promoted on labels in the champion's own file, which hold for both", async () => {
    const own = await decided({ champion: { label } }, "--target", "label")
    const { report } = await decided({})
    expect(own.code).toBe(0)
    expect(own.report.gate).toEqual(report.gate)
  })

  it("and scored half of the rows is decided on those; on fewer there is no answer", async () => {
    const half = await decided({ challengerRows: all.filter((row) => row % 2 === 0) })
    expect(half.report.gate).toMatchObject({ rows: 300, shared: 0.5 })
    expect(half.report.verdict.status).toBe("promote")
    const { report, code } = await decided({ challengerRows: all.filter((row) => row % 3 === 0) })
    expect(code).toBe(2)
    expect(report.verdict).toMatchObject({ status: "no_verdict" })
    expect(report.verdict.reasons[0]).toBe(
      "Champion and challenger share 200 labelled rows, of 600 and 200: less than half.",
    )
    expect(report.metrics).toEqual([])
  })

  it("is undecided with fewer labelled rows than are needed", async () => {
    const { report, code } = await decided({}, "--min-labels", "601")
    expect(code).toBe(2)
    expect(report.verdict).toMatchObject({
      status: "undecided",
      reasons: ["Insufficient labelled data, n = 600: at least 601 are needed."],
    })
  })

  it("is rejected where it is surely worse in a segment, by more than is allowed", async () => {
    const region: Column = (row) => (row % 4 === 0 ? "south" : "north")
    // In the south the challenger has the order wrong, and is sure of nothing.
    const unfair: Column = (row) => (row % 4 === 0 ? 0.4 - 0.02 * (noise[row] + truth[row]) : strong(row))
    const models = { champion: { region }, challenger: { score: unfair, region } }
    const shown = await decided(models, "--segment", "region")
    expect(shown.report.verdict.status).toBe("promote")
    const { report, code } = await decided(models, "--segment", "region", "--max-segment-loss", "0.05")
    expect(code).toBe(1)
    expect(report.verdict.reasons[1]).toMatch(/^ROC AUC is surely worse where region south: 0\.\d+ became 0\.\d+\.$/)
    const south = report.metrics.find(({ labels }) => labels.region === "south")
    expect(south).toMatchObject({ status: "fail", rows: 150 })
    const lenient = await decided(models, "--segment", "region", "--max-segment-loss", "0.9")
    expect(lenient.report.verdict.status).toBe("promote")
  })

  it("is rejected where its probabilities are surely worse calibrated, unless a loss is allowed", async () => {
    // The same order of rows, squeezed against 1.
    const models = { challenger: { score: (row: number) => 0.9 + 0.1 * strong(row) } }
    const { report, code } = await decided(models)
    expect(code).toBe(1)
    expect(report.metrics.filter(({ status }) => status === "fail").map(({ id: of }) => of)).toEqual([
      "brier",
      "calibration_error",
    ])
    const config = folder.write(
      "driftcheck.yaml",
      "metrics:\n  brier: { fail: reference + 1 }\n  calibration_error: { fail: reference + 1 }\n",
    )
    expect((await decided(models, "--config", config)).report.verdict.status).toBe("promote")
  })

  it("is rejected where it is surely slower, and not where it is as slow", async () => {
    const slow =
      (by: number): Column =>
      (row) =>
        by * (20 + (row % 50))
    const latency = (by: number) => ({
      champion: { latency_ms: slow(1) },
      challenger: { latency_ms: slow(by) },
    })
    const same = await decided(latency(1), "--latency", "latency_ms")
    expect(same.report.verdict.status).toBe("promote")
    const { report, code } = await decided(latency(2), "--latency", "latency_ms")
    expect(code).toBe(1)
    expect(report.verdict.reasons[1]).toBe("95 % latency is surely worse: 67 ms became 134 ms.")
  })
})

describe("a challenger of a ranking", () => {
  const query: Column = (row) => `q${row % 60}`
  const ranked = { champion: { query }, challenger: { query } }

  it("is decided on NDCG by queries drawn anew", async () => {
    const { report, code } = await decided(ranked, "--query", "query")
    expect(code).toBe(0)
    expect(report.gate).toMatchObject({ metric: "ndcg", test: "bootstrap", p_value: null, rows })
    expect(report.metrics.map(({ id: of }) => of)).toEqual(["ndcg", "map", "mrr", "recall_at_k", "precision_at_k"])
  })

  it("is rejected on the metric that is named where it is worse", async () => {
    const models = { ...ranked, champion: { query, score: strong }, challenger: { query, score: weak } }
    const { report, code } = await decided(models, "--query", "query", "--metric", "mrr")
    expect(code).toBe(1)
    expect(report.gate?.metric).toBe("mrr")
  })
})

describe("label files that cannot serve", () => {
  const labelled = async (text: string, name = "labels.csv", ...more: string[]) => {
    const champion = table("champion.csv", { id, score: weak })
    const current = table("challenger.csv", { id, score: strong })
    const file = folder.write(name, text)
    const args = ["--labels", file, "--id", "id", "--prediction", "score", "--no-output", ...more]
    return [
      await runCli(["gate", champion, current, ...args]),
      await runCli(["compare", champion, current, ...args]),
    ] as const
  }

  it("are refused without a row, or without a byte", async () => {
    for (const { code, stderr } of await labelled("id,label\n")) {
      expect(code).toBe(2)
      expect(stderr).toContain("labels.csv has no rows")
    }
    for (const { code, stderr } of await labelled("")) {
      expect(code).toBe(2)
      expect(stderr).toContain("labels.csv")
    }
  })

  it("are refused where they are a profile, which keeps no rows", async () => {
    const { stdout } = await runCli(["profile", table("whole.csv", { id, label }), "-o", "-"])
    for (const { code, stderr } of await labelled(stdout, "labels.json")) {
      expect(code).toBe(2)
      expect(stderr).toContain("is a profile, which keeps no rows, and so no labels")
    }
  })

  it("are refused without the id or the label, with what there is", async () => {
    for (const { code, stderr } of await labelled("key,label\nr1,1\n")) {
      expect(code).toBe(2)
      expect(stderr).toContain('has no column "id" for the id')
      expect(stderr).toContain('it has "key", "label"')
    }
    for (const { code, stderr } of await labelled("id\nr1\n")) {
      expect(code).toBe(2)
      expect(stderr).toContain("does not say which column holds the label")
    }
  })

  it("are refused where no id is that of a prediction", async () => {
    for (const { code, stderr } of await labelled("id,label\nx1,1\nx2,0\n")) {
      expect(code).toBe(2)
      expect(stderr).toContain("no label in")
    }
  })

  it("serve with several labels of one id: without times the last one counts, and the others are counted", async () => {
    const lines = all.flatMap((row) => [`r${row},${1 - truth[row]}`, `r${row},${truth[row]}`])
    const [gate, compare] = await labelled(["id,label", ...lines, ""].join("\n"), "labels.csv", "--json", "-")
    expect(gate.code).toBe(0)
    for (const { stdout } of [gate, compare]) {
      const { labels } = JSON.parse(stdout) as Report
      expect(labels?.current).toMatchObject({ labelled: rows, superseded: rows, label_rows: 2 * rows })
    }
    expect((JSON.parse(gate.stdout) as Report).gate).toEqual((await decided({})).report.gate)
  })
})
