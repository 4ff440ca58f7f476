import { readFileSync, readdirSync } from "node:fs"
import { expect, test } from "vitest"
import { openParquet } from "../../../src/sources/parquet.js"
import { readMutants, type Mutation } from "../mutants.js"
import { temporaryFiles } from "./temporary-files.js"
import { patience } from "../../helpers/patience.js"

const write = temporaryFiles()
const folder = new URL("../../../fixtures/parquet/", import.meta.url).pathname

/** Every file of the matrix but the largest: what is tried is their variety, and small ones are quick. */
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".parquet"))
  .map((name) => readFileSync(folder + name))
  .filter((bytes) => bytes.length > 300 && bytes.length < 25_000)

/** The metadata says what is where and how much, so it gets more than its share. */
const inMetadata: Mutation[] = [
  function anyByteOfTheFooter(bytes, int) {
    bytes[footerAt(bytes) + int(bytes.length - footerAt(bytes) - 8)] = int(256)
    return bytes
  },
  function someBitsOfTheFooter(bytes, int) {
    for (let i = 0; i < 4; i++) bytes[footerAt(bytes) + int(bytes.length - footerAt(bytes) - 8)] ^= 1 << int(8)
    return bytes
  },
  function anyByteOfTheFirstPageHeaders(bytes, int) {
    bytes[4 + int(Math.min(40, bytes.length - 4))] = int(256)
    return bytes
  },
]

function footerAt(bytes: Buffer): number {
  return Math.max(4, bytes.length - 8 - bytes.readUInt32LE(bytes.length - 8))
}

test("1,600 damaged files give values or an InputError, quickly and in little memory", async () => {
  expect(files.length).toBeGreaterThan(70)
  const { refused, slowestMs, peakRiseMB } = await readMutants(files, {
    count: Number(process.env.FUZZ_MUTANTS ?? 1600),
    seed: Number(process.env.FUZZ_SEED ?? 20260101),
    open: openParquet,
    write: (bytes) => write("mutant.parquet", bytes),
    more: inMetadata,
  })
  expect(refused).toBeGreaterThan(500)
  expect(slowestMs).toBeLessThan(patience(2))
  expect(peakRiseMB).toBeLessThan(300)
})
