import { existsSync, readFileSync } from "node:fs"
import { afterAll, describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions } from "../../src/options/options.js"
import { ArrowDataset } from "../../src/datasets/arrow-dataset.js"
import { loadRegistry } from "../../src/registry.js"
import { openSource } from "../../src/sources/open.js"
import { isClose } from "../helpers/close.js"

/** The `evidently` policy against what Evidently 0.7.23 itself said of each pair: fixtures/golden/peer_evidently.json. */

type PeerRow = [method: string, score: number, threshold: number, drifted: boolean]
interface Peer {
  pairs: Record<
    string,
    { count: number; share: number; threshold: number; drift: boolean; columns: Record<string, PeerRow> }
  >
}

const peer = JSON.parse(readFileSync("fixtures/golden/peer_evidently.json", "utf8")) as Peer
const ours: Record<string, string> = {
  "Wasserstein distance (normed)": "wasserstein",
  "Jensen-Shannon distance": "jensen-shannon",
  "K-S p_value": "ks",
  "Z-test p_value": "z-test",
  "chi-square p_value": "goodness-of-fit",
}

/**
 * Where the library gives no answer in that file (it lists numeric and low-cardinality columns only), driftcheck may: codes
 * with thousands of values. They are left out before the share is compared.
 */
const beyond: Record<string, string[]> = { flights: ["tailnum"], flights_schema: ["tailnum"] }

const registry = await loadRegistry()
const ending = (name: string) => (name === "penguins" ? "csv" : "parquet")
const folderOf = (name: string) =>
  ["fixtures/data", "../shared/data"].find((folder) => existsSync(`${folder}/${name}_ref.${ending(name)}`))

let compared = 0
afterAll(() => {
  console.log(`peer verdicts: ${compared} columns compared`)
})

for (const [name, expected] of Object.entries(peer.pairs)) {
  const folder = folderOf(name)
  describe.skipIf(folder === undefined)(`the evidently policy on ${name}`, () => {
    it("gives the method, score, threshold, flag, share and verdict that the library gave", async () => {
      const open = async (side: string) => {
        const path = `${folder ?? ""}/${name}_${side}.${ending(name)}`
        return new ArrowDataset(path, await openSource(path, {}))
      }
      const options = { ...defaultOptions, policy: "evidently", exclude: beyond[name] ?? [] }
      const { columns, drift } = await compareDatasets(await open("ref"), await open("cur"), options, registry)
      const found = new Map(columns.map((column) => [column.name, column]))
      for (const [column, [method, score, threshold, drifted]] of Object.entries(expected.columns)) {
        const result = found.get(column)
        const where = `${name}.${column}: ${result?.reason ?? "not there"}`
        expect(result?.method, where).toBe(ours[method])
        expect(result?.threshold, where).toBe(threshold)
        expect(result?.status, where).toBe(drifted ? "drift" : "ok")
        // The library works in float32 for float32 columns, takes 1 − cdf for p, and roots small differences for distances.
        const close = isClose(
          result?.drift_score ?? NaN,
          score,
          1e-6,
          method === "Jensen-Shannon distance" ? 1e-8 : 1e-15,
        )
        expect(close, `${where}: ${result?.drift_score ?? "none"} against ${score}`).toBe(true)
        compared++
      }
      expect({
        count: drift.drifted_columns,
        share: drift.drift_share,
        threshold: drift.drift_share_threshold,
      }).toEqual({
        count: expected.count,
        share: expected.share,
        threshold: expected.threshold,
      })
      expect(drift.dataset_drift).toBe(expected.drift)
      const silent = columns.filter(({ status, reason }) => status === "not_tested" && reason === "")
      expect(silent).toEqual([])
    })
  })
}
