import { readFileSync, readdirSync } from "node:fs"
import { basename } from "node:path"
import { describe, expect, it } from "vitest"
import { loadMethods } from "../../src/registry.js"
import { sorted } from "../stats/golden.js"

/** fixtures/oracle/ID.json: what another implementation gives for the method ID. A new method's figures are a new file there. */
interface Oracle {
  source: string
  /** Largest relative error, and where the figure is near 0, largest error. */
  tolerance: number
  /** Values of two samples (`needs: "samples"`) or rows per category (`needs: "counts"`). */
  cases: { name: string; reference: number[]; current: number[]; score?: number; statistic?: number }[]
}

const methods = await loadMethods()
const ids = readdirSync("fixtures/oracle").map((file) => basename(file, ".json"))

describe.each(ids)("%s", (id) => {
  const { source, tolerance, cases } = JSON.parse(readFileSync(`fixtures/oracle/${id}.json`, "utf8")) as Oracle
  const method = methods.get(id)

  it(`agrees with ${source} on ${cases.length} cases`, () => {
    expect(method, `there is no method ${id}`).toBeDefined()
    expect(cases.length).toBeGreaterThan(0)
    const inOrder = method?.meta.needs === "samples" ? sorted : Float64Array.from.bind(Float64Array)
    for (const { name, reference, current, ...figures } of cases) {
      const found = method?.measure({ reference: inOrder(reference), current: inOrder(current) })
      for (const [figure, value] of Object.entries(figures)) {
        const ours = (found as Record<string, number | null> | undefined)?.[figure]
        expect
          .soft(ours, `${name}: ${figure}`)
          .toSatisfy((got: unknown) => typeof got === "number" && close(got, value))
      }
    }
    function close(got: number, value: number): boolean {
      return Math.abs(got - value) <= tolerance * Math.max(1e-3, Math.abs(value))
    }
  })
})
