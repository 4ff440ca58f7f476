import { beforeAll, describe, expect, it } from "vitest"
import { compareDatasets, type Comparison } from "../../src/compare/compare.js"
import type { CompareOptions } from "../../src/options/options.js"
import { defaultOptions } from "../../src/options/options.js"
import { openDataset, withEqualHashing } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import { loadRegistry } from "../../src/registry.js"
import { partInThreads } from "../../src/workers/part-in-threads.js"
import { built } from "../helpers/built.js"
import { patience } from "../helpers/patience.js"

beforeAll(() => {
  built()
}, patience(120))

const pair = (name: string) => ["ref", "cur"].map((side) => `fixtures/data/${name}_${side}.parquet`)
const broken = new URL(`data:text/javascript,${encodeURIComponent("process.exit(3)")}`)

async function segmentsOf(
  paths: readonly string[],
  workers: number,
  options: Partial<CompareOptions>,
  workerFile?: URL,
): Promise<Comparison> {
  const opened = [await openDataset(paths[0], {}), await openDataset(paths[1], {})]
  const [reference, current] = withEqualHashing(opened[0], opened[1])
  const read = { reference: {}, current: {} }
  const sharing = { reference: opened[0], current: opened[1], read, workers, valuesPerThread: 1 }
  try {
    return await compareDatasets(reference, current, { ...defaultOptions, ...options }, await loadRegistry(), {
      partAll: partInThreads(sharing, workerFile),
    })
  } finally {
    for (const side of opened) side.close()
  }
}

describe("segments are the same with any number of threads", () => {
  const asked = {
    flights: { segments: [{ column: "origin" }, { column: "distance", bins: 4 }], minRows: 60 },
    carloan: { segments: [{ column: "repaid_loan_on_prev_car" }], measure: ["energy"] },
  }
  for (const [name, options] of Object.entries(asked))
    it(`of ${name}`, async () => {
      const one = await segmentsOf(pair(name), 1, options)
      expect(one.segments?.flatMap(({ segments }) => segments).some(({ tested_columns }) => tested_columns > 2)).toBe(
        true,
      )
      for (const workers of [2, 3])
        expect(JSON.stringify(await segmentsOf(pair(name), workers, options))).toBe(JSON.stringify(one))
    })
})

describe("a segmentation whose worker fails", () => {
  it("is said in a note, and the rest of the comparison stands", async () => {
    const options = { segments: [{ column: "origin" }] }
    const { segments, warnings, verdict } = await segmentsOf(pair("flights"), 2, options, broken)
    expect(segments).toEqual([])
    expect(verdict.status).toBe("no_drift")
    expect(warnings.join("\n")).toContain("Segments of origin: a worker thread stopped with code 3")
  })

  it("by a bug keeps its words", async () => {
    const faulty = new URL(`data:text/javascript,${encodeURIComponent(`throw new TypeError("of its own")`)}`)
    const failing = segmentsOf(pair("flights"), 2, { segments: [{ column: "origin" }] }, faulty)
    await expect(failing).rejects.toThrow("of its own")
    await expect(failing).rejects.not.toThrow(InputError)
  })
})

it("one thread is enough where others do not pay", async () => {
  const { segments } = await segmentsOf(pair("flights"), 1, { segments: [{ column: "origin" }] }, broken)
  expect(segments).toHaveLength(1)
})
