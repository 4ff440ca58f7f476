import { describe, expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"
import { loadRegistry } from "../../src/registry.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const registry = await loadRegistry()
const pair = (name: string, ending = "parquet") =>
  Promise.all([
    openDataset(`fixtures/data/${name}_ref.parquet`, {}),
    openDataset(`fixtures/data/${name}_cur.${ending}`, {}),
  ])

async function results(
  sides: Parameters<typeof memoryDataset>[0][] | Awaited<ReturnType<typeof pair>>,
  options: Partial<CompareOptions> = {},
) {
  const [reference, current] = sides.map((side) => ("keyHashes" in side ? side : memoryDataset(side))) as Awaited<
    ReturnType<typeof pair>
  >
  const { checks } = await compareDatasets(reference, current, { ...defaultOptions, ...options }, registry)
  return (id: string) => checks.filter((check) => check.id === id)
}

describe("a join that multiplied rows", () => {
  it.each(["parquet", "csv"])(
    "is named with its key and the worst ones although nobody named a key: %s",
    async (ending) => {
      const [found] = (await results(await pair("flights_schema", ending)))("join-explosion")
      expect(found).toMatchObject({ status: "warn", value: 5428 / 4000, reference_value: 1 })
      expect(found.message).toContain("1.36 rows per month + day + carrier + flight, 1 row in reference")
      expect(found.message).toContain("1,428 rows more than keys, of which 880 copy a whole row")
      expect(found.message).toContain('most rows: "3; 6; MQ; MQ4309" (4)')
    },
  )

  it("fails where the key was named", async () => {
    const checks = await results(await pair("flights_schema"), { key: ["time_hour", "flight", "carrier"] })
    expect(checks("join-explosion")[0].status).toBe("fail")
    expect(checks("duplicate-keys")[0]).toMatchObject({ status: "fail", value: 1428 / 5428 })
    expect(checks("key-coverage")[0].message).toBe("No key was looked up on both sides.")
  })
})

describe("keys", () => {
  const ids = (rows: number, id: (row: number) => string | number) => ({
    customer_id: Array.from({ length: rows }, (_, i) => id(i)),
    x: Array.from({ length: rows }, (_, i) => i % 7),
  })

  it("of the reference that are absent are counted and shown", async () => {
    const found = (await results([ids(100, (i) => `c${i}`), ids(80, (i) => `c${i + 20}`)], { key: ["customer_id"] }))(
      "key-coverage",
    )
    expect(found).toMatchObject([{ status: "warn", value: 0.2, column: "customer_id" }])
    expect(found[0].message).toMatch(/^20 of reference's customer_id \(20\.0%\) are absent(: |, )("c1?\d"(, )?){5}$/)
  })

  it("that were named fail where more than half of them, or all, are absent", async () => {
    const sides = (kept: number) => [ids(100, (i) => `c${i}`), ids(100, (i) => (i < kept ? `c${i}` : `d${i}`))]
    for (const [kept, status, value] of [
      [0, "fail", 1],
      [49, "fail", 0.51],
      [50, "warn", 0.5],
    ] as const) {
      const named = await results(sides(kept), { key: ["customer_id"] })
      expect(named("key-coverage")).toMatchObject([{ status, value, column: "customer_id" }])
      expect(named("key-coverage")[0].message).toContain(`of reference's customer_id (`)
    }
    const byRole = await results(sides(0), { roles: new Map([["customer_id", "id" as const]]) })
    expect(byRole("key-coverage")).toMatchObject([{ status: "not_applicable" }])
  })

  it("that are other ones each time and that nobody named are not held to coverage", async () => {
    const found = (await results([ids(100, (i) => `c${i}`), ids(100, (i) => `d${i}`)]))("key-coverage")
    expect(found).toMatchObject([{ status: "not_applicable", message: "The sides share fewer than half of the keys." }])
  })

  it("of private columns are counted and never shown", async () => {
    const twice = ids(100, (i) => `c${i >> 1}`)
    const options = { key: ["customer_id"], perColumn: new Map([["customer_id", { private: true }]]) }
    const checks = await results([ids(100, (i) => `c${i}`), twice], options)
    const messages = ["duplicate-keys", "join-explosion", "key-coverage"].map((id) => checks(id)[0].message)
    expect(messages.join()).not.toContain("c0")
    expect(checks("duplicate-keys")[0]).toMatchObject({ status: "fail", value: 0.5 })
  })

  it("that repeat in the reference may repeat more in more rows", async () => {
    const many = (rows: number) => ids(rows, (i) => i % 50)
    const options = { roles: new Map([["customer_id", "id" as const]]) }
    expect((await results([many(100), many(400)], options))("join-explosion")).toMatchObject([
      { status: "pass", value: 1 },
    ])
  })

  it("of a profile are not there, with the reason", async () => {
    const side = memoryDataset(ids(100, (i) => `c${i}`))
    const noRows = Object.create(side, { keepsRows: { value: false } }) as typeof side
    const found = (await results([side, noRows] as never))("duplicate-keys")
    expect(found).toMatchObject([
      { status: "not_applicable", message: "memory.parquet keeps no rows, and so no keys." },
    ])
  })
})
