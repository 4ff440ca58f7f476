import { expect, it } from "vitest"
import type { Report } from "../../src/model.js"
import { normalDraws } from "../../src/stats/random.js"
import { freshFolder } from "../helpers/in-folder.js"
import { runCli } from "../helpers/run-cli.js"

const folder = freshFolder()

function vectors(name: string, seed: number, shift: number): string {
  const draws = normalDraws(5 * 200, seed)
  const rows = Array.from({ length: 200 }, (_, row) => {
    const [price, ...embedding] = Array.from(draws.subarray(5 * row, 5 * row + 5))
    return JSON.stringify({ price, embedding: embedding.map((value) => value + shift) })
  })
  return folder.write(name, rows.join("\n"))
}

it("all columns together are looked at beside a column of vectors, which takes part by its norm and mean", async () => {
  const files = [vectors("ref.jsonl", 1, 0), vectors("cur.jsonl", 2, 1)]
  const { code, stdout } = await runCli(["compare", ...files, "--multivariate", "--no-output", "--json", "-"])
  const { columns, multivariate } = JSON.parse(stdout) as Report
  expect(code).toBe(1)
  expect(columns.find(({ name }) => name === "embedding")).toMatchObject({ type: "nested", status: "drift" })
  expect(multivariate.map(({ method, status }) => [method, status])).toContainEqual(["domain-classifier", "drift"])
  for (const { columns: named } of multivariate)
    expect(named.map(({ name }) => name).sort()).toEqual(["embedding.mean", "embedding.norm", "price"])
})
