import { readFileSync, writeFileSync } from "node:fs"
import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const files = freshFolder()
const at = files.path

function write(name: string, rows: number): string {
  writeFileSync(at(name), `x,y\n${Array.from({ length: rows }, (_, i) => `${(i * 7919) % 101},${i % 5}`).join("\n")}\n`)
  return at(name)
}

it("the rows of the runs before, which the output folder keeps, say how many are usual", async () => {
  const reference = write("ref.csv", 4000)
  async function night(n: number, rows: number) {
    const cells = [reference, write(`night-${n}.csv`, rows), "-o", at("reports"), "--json", at("report.json")]
    await runCli(["compare", ...cells], { at: new Date(Date.UTC(2026, 10, n, 2)) })
    const { checks, setup } = JSON.parse(readFileSync(at("report.json"), "utf8")) as Report
    return { found: checks.find(({ id }) => id === "row-count"), hash: setup.config_hash }
  }
  const hashes = new Set<string | null>()
  for (let n = 1; n <= 5; n++) {
    const { found, hash } = await night(n, 300 + n)
    expect(found).toMatchObject({ status: "pass", warn_limit: null, message: `${300 + n} rows, 4,000 in reference` })
    hashes.add(hash)
  }
  const { found, hash } = await night(6, 60)
  expect(found).toMatchObject({ status: "warn", message: "60 rows, 303 (301 to 305) in the 5 runs before" })
  // It is another setting of none of them.
  expect(Array.from(hashes.add(hash)).length).toBe(1)
})
