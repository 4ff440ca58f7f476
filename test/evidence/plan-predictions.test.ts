import { describe, expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

const table = (name: string, truths: readonly string[], predictions: readonly string[]) =>
  folder.write(
    name,
    [
      "x,truth,says",
      ...Array.from(
        { length: 300 },
        (_, i) => `${(i * 37) % 101},${truths[i % truths.length]},${predictions[(i >> 1) % predictions.length]}`,
      ),
    ].join("\n"),
  )

async function compared(truths: readonly string[], predictions: readonly string[], ...more: string[]) {
  const file = table("t.csv", truths, predictions)
  const argv = ["compare", file, file, "--target", "truth", "--prediction", "says", "--no-output", "--json", "-"]
  const { stdout } = await runCli([...argv, "--no-config", ...more])
  const { metrics, warnings } = JSON.parse(stdout) as Report
  return {
    figures: metrics.filter(({ layer, value }) => layer === "performance" && value !== null).length,
    notes: warnings.join("\n"),
  }
}

describe("performance is not measured, and the note says why", () => {
  it("where the target never holds the value that counts", async () => {
    const { figures, notes } = await compared(["yes", "no"], ["0.2", "0.7"], "--positive", "Yes")
    expect(figures).toBe(0)
    expect(notes).toContain('"truth" never holds "Yes", the value that counts: it holds "no", "yes".')
  })

  it("where the prediction never does, though it says more than one thing", async () => {
    const { figures, notes } = await compared(["yes", "no"], ["churn", "stay"], "--positive", "yes")
    expect(figures).toBe(0)
    expect(notes).toContain('"says" never holds "yes", the value that counts: it holds "churn", "stay".')
    // A model that always says the same may do so.
    expect((await compared(["yes", "no"], ["no"], "--positive", "yes")).figures).toBeGreaterThan(0)
  })

  it("where no class is in both", async () => {
    const { figures, notes } = await compared(["0", "1"], ["free", "pro", "team"])
    expect(figures).toBe(0)
    expect(notes).toContain('No class is in both: "truth" holds "0", "1", and "says" holds "free", "pro", "team".')
  })

  it("without a value of a private column", async () => {
    const hidden = ["--set", "{ columns: { truth: { private: true }, says: { private: true } } }"]
    for (const more of [[], ["--positive", "SECRET-c"], ["--task", "binary"], ["--task", "regression"]]) {
      const { figures, notes } = await compared(["SECRET-a", "SECRET-b"], ["SECRET-x", "SECRET-y"], ...hidden, ...more)
      expect(figures).toBe(0)
      expect(notes).toContain("Performance is not measured.")
      expect(notes.replaceAll("SECRET-c", "")).not.toContain("SECRET")
    }
  })
})

it("a figure that cannot read a private column does not show its value", async () => {
  const file = table("t.csv", ["SECRET-a", "SECRET-b"], ["1", "2"])
  const hidden = ["--error", "truth", "--set", "{ columns: { truth: { private: true } } }"]
  const { stdout } = await runCli(["compare", file, file, "--no-output", "--json", "-", "--no-config", ...hidden])
  const { metrics } = JSON.parse(stdout) as Report
  expect(metrics.find(({ id }) => id === "error_rate")?.message).toMatch(
    /^The column "truth" holds a value, which is not/,
  )
  expect(stdout).not.toContain("SECRET")
})
