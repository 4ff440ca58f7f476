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

  const kept = (rows: number, of = 100) => [ids(100, (i) => `c${i}`), ids(of, (i) => (i < rows ? `c${i}` : `d${i}`))]
  const key = { key: ["customer_id"] }
  const role = { roles: new Map([["customer_id", "id" as const]]) }

  it.each([
    ["named, half gone", kept(50), key, "warn", 0.5],
    ["named, more than half gone", kept(49), key, "fail", 0.51],
    ["named, in a smaller table", kept(40, 40), key, "fail", 0.6],
    ["named by its role, most gone", kept(10), role, "warn", 0.9],
    ["that nobody named, most gone", kept(20), {}, "warn", 0.8],
    ["that nobody named, all there", kept(100), {}, "pass", 0],
  ] as const)("are a finding where some return: %s", async (_, sides, options, status, value) => {
    const found = (await results([...sides], options))("key-coverage")
    expect(found).toMatchObject([{ status, value, column: "customer_id" }])
    if (value > 0) expect(found[0].message).toContain("of reference's customer_id (")
  })

  it.each([
    ["named", key],
    ["named by their role", role],
    ["that nobody named", {}],
  ])("that are new each time are not looked for: %s", async (_, options) => {
    const found = (await results(kept(0), options))("key-coverage")
    const message = "None of reference's customer_id (100) returns: they are new each time."
    expect(found).toMatchObject([{ status: "not_applicable", message }])
    const [next] = (await results([ids(1000, (i) => `c${i}`), ids(1000, (i) => `c${i + 995}`)], options))(
      "key-coverage",
    )
    expect(next).toMatchObject({ status: "not_applicable", message: expect.stringMatching(/^Only 5 of/) as string })
  })

  it("that nobody named are not looked for in a table that is too small for them", async () => {
    const found = (await results(kept(40, 40)))("key-coverage")
    const message = "Current has 40 customer_id, fewer than half of reference's 100."
    expect(found).toMatchObject([{ status: "not_applicable", message }])
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
