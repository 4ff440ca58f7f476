import { closeSync } from "node:fs"
import { expect } from "vitest"
import { openFile } from "../../src/files/open-file.js"
import type { OpenFile } from "../../src/model.js"
import { saysWhy } from "../../src/errors.js"
import type { OpenSource } from "../../src/sources/source.js"
import { randomNumbers } from "../../src/stats/random.js"

/** Changes bytes and gives what is left of them; `int` draws whole numbers from 0 to below its limit. */
export type Mutation = (bytes: Buffer, int: (limit: number) => number) => Buffer

/** The ways in which files get damaged anywhere: cut off, some bits flipped, a stretch overwritten. */
export const mutations: readonly Mutation[] = [
  function cutOff(bytes, int) {
    return bytes.subarray(0, int(bytes.length))
  },
  function flippedBits(bytes, int) {
    for (let i = 0; i <= int(3); i++) bytes[int(bytes.length)] ^= 1 << int(8)
    return bytes
  },
  function extremeBytes(bytes, int) {
    const start = int(bytes.length)
    bytes.fill([0, 0x7f, 0x80, 0xff][int(4)], start, Math.min(bytes.length, start + 1 + int(64)))
    return bytes
  },
]

/** What became of the mutants: how many were refused, the slowest in milliseconds, the rise of the process's peak memory in MB. */
export interface Fate {
  refused: number
  slowestMs: number
  peakRiseMB: number
}

/**
 * Reads `count` mutants of the files in turn, the same ones for the same seed. Each must give as many values as it announces or an
 * InputError; what else is thrown is passed on, with the number of the mutant, so that it can be made again.
 */
export async function readMutants(
  files: readonly Uint8Array[],
  {
    count,
    seed,
    open,
    write,
    more,
  }: {
    count: number
    seed: number
    open: OpenSource
    write: (bytes: Uint8Array) => string
    more: readonly Mutation[]
  },
): Promise<Fate> {
  const next = randomNumbers(seed)
  const int = (limit: number) => Math.floor(next() * limit)
  const all = [...mutations, ...more]
  const before = process.resourceUsage().maxRSS
  const fate: Fate = { refused: 0, slowestMs: 0, peakRiseMB: 0 }
  for (let i = 0; i < count; i++) {
    const path = write(all[int(all.length)](Buffer.from(files[i % files.length]), int))
    const started = performance.now()
    if (await isRefused(open, path).catch((cause: unknown) => Promise.reject(new Error(`mutant ${i}`, { cause }))))
      fate.refused++
    fate.slowestMs = Math.max(fate.slowestMs, performance.now() - started)
  }
  return { ...fate, peakRiseMB: (process.resourceUsage().maxRSS - before) / 1024 }
}

async function isRefused(open: OpenSource, path: string): Promise<boolean> {
  const file = orNull(() => openFile(path))
  if (file === null) return true
  try {
    return await isRefusedBy(open, file)
  } finally {
    closeSync(file.fd)
  }
}

async function isRefusedBy(open: OpenSource, file: OpenFile): Promise<boolean> {
  const source = await open(file, {}).catch(unlessInputError)
  if (source === null) return true
  let refused = false
  for (let i = 0; i < source.columns.length; i++)
    try {
      expect(source.readColumn(i)).toHaveLength(source.rows)
    } catch (error) {
      unlessInputError(error)
      refused = true
    }
  source.close()
  return refused
}

function orNull<T>(act: () => T): T | null {
  try {
    return act()
  } catch (error) {
    return unlessInputError(error)
  }
}

function unlessInputError(error: unknown): null {
  if (!saysWhy(error)) throw error
  expect(error.message.replace(/".*?"/g, "")).not.toMatch(wordsOfProgrammers)
  return null
}

/** What JavaScript and its libraries say of values they cannot use: no word of it belongs into a message. */
const wordsOfProgrammers =
  /undefined|NaN|null\b|is not a function|not iterable|Cannot |must be|instance of|DataView|ArrayBuffer|Invalid array|bounds of|argument|BigInt|thrift|\bfield_\d/
