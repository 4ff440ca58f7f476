import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { openFile } from "../../../src/files/open-file.js"
import { InputError } from "../../../src/errors.js"
import { openArrowIpc } from "../../../src/sources/arrow-ipc.js"
import { readMutants, type Mutation } from "../mutants.js"
import { temporaryFiles } from "../parquet/temporary-files.js"
import { patience } from "../../helpers/patience.js"

const write = temporaryFiles()
const fixture = (name: string) => readFileSync(new URL(`../../../fixtures/arrow/${name}`, import.meta.url))

const victims = [
  "types.arrow",
  "types.arrows",
  "types-lz4.arrow",
  "types-zstd.arrow",
  "only-arrow.arrow",
  "only-arrow-zstd.arrows",
  "dictionary-delta.arrow",
  "dictionary-replaced.arrows",
  "polars-lz4.arrow",
  "old-format.arrow",
].map(fixture)

/** The metadata says what is where and how much, so it gets more than its share. */
const inMetadata: Mutation[] = [
  function anyByteOfTheFooter(bytes, int) {
    bytes[bytes.length - 1 - int(Math.min(bytes.length, 4000))] = int(256)
    return bytes
  },
  function anyByteOfTheFirstMessages(bytes, int) {
    bytes[int(Math.min(bytes.length, 6000))] = int(256)
    return bytes
  },
]

test("400 damaged files give values or an InputError, quickly and in little memory", async () => {
  const { refused, slowestMs, peakRiseMB } = await readMutants(victims, {
    count: Number(process.env.FUZZ_MUTANTS ?? 400),
    seed: Number(process.env.FUZZ_SEED ?? 20261124),
    open: openArrowIpc,
    write: (bytes) => write("mutant.arrow", bytes),
    more: inMetadata,
  })
  expect(refused).toBeGreaterThan(100)
  expect(slowestMs).toBeLessThan(patience(2))
  expect(peakRiseMB).toBeLessThan(300)
})

/** What opening the file and reading all of it is refused with; the path is left out. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const path = write("refused.arrow", bytes)
  try {
    const source = await openArrowIpc(openFile(path), {})
    source.columns.forEach((_, i) => source.readColumn(i))
    source.close()
  } catch (error) {
    if (error instanceof InputError) return error.message.replaceAll(path, "FILE")
    throw error
  }
  return "not refused"
}

test("files that are cut short or something else say so", async () => {
  const file = fixture("types.arrow")
  const stream = fixture("types.arrows")
  expect(await refusal(file.subarray(0, 9000))).toBe("FILE is not a readable Arrow file: the footer is missing")
  expect(await refusal(stream.subarray(0, 9000))).toContain("it ends inside a message")
  expect(await refusal(fixture("types.parquet"))).toContain("FILE is not a readable Arrow file: ")
  expect(await refusal(fixture("version1.feather"))).toContain("Feather version 1")
  expect(await refusal(Buffer.from("a,b\n1,2\n".repeat(10)))).toContain("FILE is not a readable Arrow file: ")
})

test("a column of a type that is not supported spoils itself, not the file", async () => {
  const source = await openArrowIpc(openFile("fixtures/arrow/run-end-encoded.arrow"), {})
  expect(source.warnings).toEqual([
    'column "runs" is run-end encoded, which is not supported: its values were not read',
  ])
  const runs = source.columns.findIndex(({ name }) => name === "runs")
  expect(() => source.readColumn(runs)).toThrow('Not read: column "runs" is run-end encoded')
  source.columns.forEach((_, i) => {
    if (i !== runs) expect(source.readColumn(i)).toHaveLength(source.rows)
  })
})

test("a stream may end without its end mark", async () => {
  const stream = fixture("types.arrows")
  const source = await openArrowIpc(openFile(write("unmarked.arrows", stream.subarray(0, stream.length - 8))), {})
  expect(source.rows).toBe(30)
  source.close()
  expect(() => source.readColumn(0)).toThrow(InputError)
})
