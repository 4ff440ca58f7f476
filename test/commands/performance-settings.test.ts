/** A setting of performance that a command takes changes what it answers; one that would be passed over is not taken. */
import { readdirSync, readFileSync } from "node:fs"
import { basename } from "node:path"
import { describe, expect, it } from "vitest"
import { readHistory } from "../../src/history/history-file.js"
import type { Report } from "../../src/model.js"
import { settings } from "../../src/options/all-settings.js"
import { normalDraws, randomNumbers } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()
const rows = 800
type Row = Record<string, string | number>

/** Errors fall from 35 % to 5 % half way; scores go with the truth. */
const table: Row[] = (() => {
  const [next, noise] = [randomNumbers(5), normalDraws(rows, 6)]
  return Array.from({ length: rows }, (_, row): Row => {
    const truth = Number(next() < 0.4)
    const predicted = next() < (row < rows / 2 ? 0.35 : 0.05) ? 1 - truth : truth
    const score = 1 / (1 + Math.exp(-(noise[row] + 2 * truth - 1)))
    return {
      id: `r${row}`,
      time: new Date(Date.UTC(2026, 0, 1) + row * 3_600_000).toISOString(),
      query: `q${row % 100}`,
      amount: noise[row] + row / 1000,
      truth,
      predicted,
      score,
      answer: ["left", "right"][truth],
      guess: ["left", "right"][predicted],
      size: ["small", "middle", "large"][truth + (row % 2)],
      p_small: (1 - score) / 2,
      p_middle: 0.5,
      p_large: score / 2,
    }
  })
})()

/** What a command line says, without and with the setting; the columns that it names are those of the table, besides the id and the amount. */
interface Case {
  base: string[]
  said: string[]
  columns: string[]
}
const scored = ["--target=truth", "--prediction=score"]
const cases: Record<string, Case> = {
  task: { base: scored, said: ["--task=regression"], columns: ["truth", "score"] },
  positive: {
    base: ["--target=answer", "--prediction=guess"],
    said: ["--positive=right"],
    columns: ["answer", "guess"],
  },
  probabilities: {
    base: ["--target=size"],
    said: ["--probabilities=small=p_small,middle=p_middle,large=p_large"],
    columns: ["size", "p_small", "p_middle", "p_large"],
  },
  decision_threshold: { base: scored, said: ["--decision-threshold=0.8"], columns: ["truth", "score"] },
  quantile: {
    base: ["--target=amount", "--prediction=score", "--task=regression"],
    said: ["--quantile=0.9"],
    columns: ["score"],
  },
  ranking_k: {
    base: [...scored, "--query=query", "--task=ranking"],
    said: ["--ranking-k=3"],
    columns: ["query", "truth", "score"],
  },
  min_labels: { base: scored, said: ["--min-labels=5000"], columns: ["truth", "score"] },
  chunk: { base: scored, said: ["--chunk=300"], columns: ["truth", "score"] },
  detector: {
    base: ["--target=truth", "--prediction=predicted", "--timestamp=time"],
    said: ["--detector=page-hinkley"],
    columns: ["time", "truth", "predicted"],
  },
}

const file = (name: string, columns: readonly string[], of: readonly Row[] = table) =>
  folder.write(name, [columns, ...of.map((row) => columns.map((column) => row[column]))].join("\n") + "\n")

/** The figures that a command answers with, or why it gives none; runs are told apart by `run`. */
type Answer = (columns: string[], argv: string[], run: string) => Promise<unknown>
const answers: Record<string, Answer> = {
  async compare(columns, argv) {
    const half = (part: number) =>
      file(
        `${part}.csv`,
        columns,
        table.filter((_, row) => row % 2 === part),
      )
    return reported("compare", half(0), half(1), ...argv)
  },
  async check(columns, argv) {
    return reported("check", file("all.csv", columns), ...argv)
  },
  async profile(columns, argv) {
    const { stdout } = await runCli(["profile", file("all.csv", columns), ...argv, "-o", "-"])
    const { performance } = JSON.parse(stdout) as { performance?: { figures: unknown } }
    return { figures: performance?.figures ?? [] }
  },
  async gate(columns, argv) {
    const better = table.map((row) => ({ ...row, score: Number(row.score) ** 0.9, guess: row.answer }))
    const models = [file("champion.csv", columns), file("challenger.csv", columns, better)]
    return reported("gate", ...models, "--id=id", ...argv)
  },
  async watch(columns, argv, run) {
    const records = table.map((row) => JSON.stringify(Object.fromEntries(columns.map((name) => [name, row[name]]))))
    const from = folder.write("log.jsonl", records.join("\n"))
    const windows = ["--from", from, "--rows", String(rows), "--once", "-o", folder.path(run), "--no-config"]
    await runCli(["watch", file("all.csv", columns), ...windows, ...argv])
    const [kept] = readHistory(folder.path(run)).runs
    return figures(readFileSync(folder.path(`${run}/${kept.run}/report.json`), "utf8"))
  },
}

async function reported(...argv: string[]): Promise<unknown> {
  const { stdout, stderr } = await runCli([...argv, "--no-config", "--no-output", "--format=json"])
  return stdout === "" ? { refused: stderr } : figures(stdout)
}

/** Without what a report merely repeats of the settings. */
function figures(report: string): unknown {
  const { metrics, performance, gate } = JSON.parse(report) as Report
  const { chunks, changes } = performance ?? {}
  return { metrics, chunks, changes, gate }
}

const keys = settings.filter(({ group }) => group === "performance" || group === "in_time")
const longOf = (flag = "") => /--[\w-]+/.exec(flag)?.[0] ?? ""
const commands = readdirSync("src/commands").map((name) => basename(name, ".ts"))
const taken = await Promise.all(
  commands.map(async (command) => {
    const { stdout } = await runCli([command, "--help"])
    return { command, own: keys.filter(({ flag }) => new RegExp(`^  ${longOf(flag)} `, "m").test(stdout)) }
  }),
)
const pairs = taken.flatMap(({ command, own }) => own.map(({ key }) => [command, key] as const))

describe("settings of performance", () => {
  it("are taken by the commands that measure it", () => {
    expect(new Set(pairs.map(([command]) => command))).toEqual(new Set(Object.keys(answers)))
    expect(new Set(pairs.map(([, key]) => key))).toEqual(new Set(Object.keys(cases)))
    // A gate and a profile look at all rows together; one file has no reference that estimates could learn from.
    const without = taken.flatMap(({ command, own }) => (own.some(({ key }) => key === "chunk") ? [] : [command]))
    expect(without).toEqual(expect.arrayContaining(["check", "gate", "profile"]))
  })

  /** What is answered without a setting, by command and command line. */
  const before = new Map<string, Promise<unknown>>()

  it.each(pairs)("%s answers otherwise with %s", async (command, key) => {
    const { base, said, columns } = cases[key]
    const answer = (argv: string[], run: string) => answers[command](["id", ...columns, "amount"], argv, run)
    const asked = [command, ...columns, ...base].join(" ")
    const without = before.get(asked) ?? answer(base, "without")
    before.set(asked, without)
    await without
    const otherwise = await answer([...base, ...said], "with")
    expect(otherwise, said.join(" ")).not.toEqual(await without)
    expect(otherwise).not.toHaveProperty("refused")
  })
})
