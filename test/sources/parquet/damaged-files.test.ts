import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { InputError } from "../../../src/errors.js"
import { openParquet } from "../../../src/sources/parquet.js"
import { temporaryFiles } from "./temporary-files.js"

const write = temporaryFiles()

const victims = [
  "pyarrow-types-page1-dictionary",
  "pyarrow-types-page2-plain",
  "pyarrow-zstd-page2",
  "pyarrow-delta-byte-array",
  "pyarrow-delta-binary-packed",
  "pyarrow-byte-stream-split",
  "pyarrow-boolean-runs",
  "polars-lz4",
  "duckdb-snappy-v2",
  "duckdb-gzip-v1",
  "fastparquet-snappy",
].map((name) => readFileSync(new URL(`../../../fixtures/parquet/${name}.parquet`, import.meta.url)))

/** Whole numbers from 0 to below `limit`, the same ones for the same seed (mulberry32). */
function seededInts(seed: number): (limit: number) => number {
  let state = seed
  return (limit) => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return Math.floor((((t ^ (t >>> 14)) >>> 0) / 2 ** 32) * limit)
  }
}

type Mutation = (bytes: Buffer, int: (limit: number) => number) => Buffer

const mutations: Mutation[] = [
  (bytes, int) => bytes.subarray(0, int(bytes.length)),
  (bytes, int) => {
    for (let i = 0; i <= int(3); i++) bytes[int(bytes.length)] ^= 1 << int(8)
    return bytes
  },
  function anyByteOfTheFooter(bytes, int) {
    const length = bytes.readUInt32LE(bytes.length - 8)
    bytes[bytes.length - 8 - int(length)] = int(256)
    return bytes
  },
  function extremeBytes(bytes, int) {
    bytes.fill([0, 0x7f, 0x80, 0xff][int(4)], int(bytes.length), int(bytes.length))
    return bytes
  },
]

/** Reads everything; says whether it was refused. Any error but InputError is passed on. */
async function isRefused(path: string): Promise<boolean> {
  const source = await openParquet(path, {}).catch(unlessInputError)
  if (source === null) return true
  let refused = false
  for (let i = 0; i < source.columns.length; i++)
    try {
      expect(source.readColumn(i).length).toBe(source.rows)
    } catch (error) {
      unlessInputError(error)
      refused = true
    }
  source.close()
  return refused
}

function unlessInputError(error: unknown): null {
  if (error instanceof InputError) return null
  throw error
}

test("600 damaged files give values or an InputError, quickly", async () => {
  const int = seededInts(20260101)
  const started = performance.now()
  let refused = 0
  for (let i = 0; i < 600; i++) {
    const original = victims[i % victims.length]
    const mutant = mutations[int(mutations.length)](Buffer.from(original), int)
    if (await isRefused(write("mutant.parquet", mutant))) refused++
  }
  expect(refused).toBeGreaterThan(200)
  expect(refused).toBeLessThan(600)
  expect(performance.now() - started).toBeLessThan(30_000)
})
