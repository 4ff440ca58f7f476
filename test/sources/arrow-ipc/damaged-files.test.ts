import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { InputError } from "../../../src/errors.js"
import { openArrowIpc } from "../../../src/sources/arrow-ipc.js"
import { randomNumbers } from "../../../src/stats/random.js"
import { temporaryFiles } from "../parquet/temporary-files.js"

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

/** Changes bytes and gives what is left of them; `int` draws whole numbers from 0 to below its limit. */
type Mutation = (bytes: Buffer, int: (limit: number) => number) => Buffer

const mutations: Mutation[] = [
  (bytes, int) => bytes.subarray(0, int(bytes.length)),
  (bytes, int) => {
    for (let i = 0; i <= int(3); i++) bytes[int(bytes.length)] ^= 1 << int(8)
    return bytes
  },
  function anyByteOfTheFooter(bytes, int) {
    bytes[bytes.length - 1 - int(Math.min(bytes.length, 4000))] = int(256)
    return bytes
  },
  function anyByteOfTheFirstMessages(bytes, int) {
    bytes[int(Math.min(bytes.length, 6000))] = int(256)
    return bytes
  },
  function extremeBytes(bytes, int) {
    const start = int(bytes.length)
    bytes.fill([0, 0x7f, 0x80, 0xff][int(4)], start, Math.min(bytes.length, start + int(64)))
    return bytes
  },
]

/** Reads everything; says whether it was refused. Any error but InputError is passed on. */
async function isRefused(path: string): Promise<boolean> {
  const source = await openArrowIpc(path, {}).catch(unlessInputError)
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

test("300 damaged files give values or an InputError, quickly", async () => {
  const next = randomNumbers(20261124)
  const int = (limit: number) => Math.floor(next() * limit)
  const started = performance.now()
  let refused = 0
  for (let i = 0; i < 300; i++) {
    const mutant = mutations[i % mutations.length](Buffer.from(victims[int(victims.length)]), int)
    if (await isRefused(write("mutant.arrow", mutant))) refused++
  }
  expect(refused).toBeGreaterThan(100)
  expect(refused).toBeLessThan(300)
  expect(performance.now() - started).toBeLessThan(30_000)
})

/** What opening the file and reading all of it is refused with; the path is left out. */
async function refusal(bytes: Uint8Array): Promise<string> {
  const path = write("refused.arrow", bytes)
  try {
    const source = await openArrowIpc(path, {})
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

test("a type that is not supported is named with its column", async () => {
  expect(await refusal(fixture("run-end-encoded.arrow"))).toBe(
    'FILE is not a readable Arrow file: column "runs" is of a type that is not supported: run-end encoded',
  )
})

test("a stream may end without its end mark", async () => {
  const stream = fixture("types.arrows")
  const source = await openArrowIpc(write("unmarked.arrows", stream.subarray(0, stream.length - 8)), {})
  expect(source.rows).toBe(30)
  source.close()
  expect(() => source.readColumn(0)).toThrow(InputError)
})
