import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, it } from "vitest"
import { runCli } from "../helpers/run-cli.js"

const line = ["compare", "fixtures/data/penguins_ref.csv", "fixtures/data/penguins_cur.csv", "--print-config"]

it("--set beats the configuration file, and other flags beat --set", async () => {
  const folder = mkdtempSync(join(tmpdir(), "driftcheck-set-"))
  const config = join(folder, "driftcheck.yaml")
  writeFileSync(config, "min_rows: 31\ndrift_share: 0.31\noutputs: { keep: 31, all: true }\n")
  const set = JSON.stringify({
    min_rows: 32,
    drift_share: 0.32,
    outputs: { keep: 32 },
    columns: { year: { min: 2007 } },
  })
  const { stdout } = await runCli([...line, "--config", config, "--set", set, "--drift-share", "0.33"])
  rmSync(folder, { recursive: true })
  expect(stdout).toContain("min_rows: 32 # --set min_rows")
  expect(stdout).toContain("drift_share: 0.33 # --drift-share")
  expect(stdout).toContain("keep: 32 # --set outputs.keep")
  expect(stdout).toMatch(/all: true # .*driftcheck\.yaml:3:/)
  expect(stdout).toMatch(/year:\n? .*min: 2007/)
})

it("--set lists every mistake with its place", async () => {
  const { stderr, code } = await runCli([...line, "--set", '{"drift_shar": 1, "min_rows": 0}'])
  expect(code).toBe(2)
  expect(stderr).toContain('--set:1:2: unknown key "drift_shar"; did you mean "drift_share"?')
  expect(stderr).toContain("--set:1:31: min_rows must be at least 1")
})
