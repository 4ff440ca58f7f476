import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, it } from "vitest"
import { InputError } from "../../src/errors.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import type { Profile } from "../../src/profiles/profile.js"
import { readProfile } from "../../src/profiles/read-profile.js"
import { profileText, sealed } from "../../src/profiles/seal.js"
import { randomNumbers } from "../../src/stats/random.js"
import { memoryDataset } from "../helpers/memory-dataset.js"

const folder = mkdtempSync(join(tmpdir(), "driftcheck-profiles-"))
afterAll(() => rmSync(folder, { recursive: true }))

const profile = await makeProfile(
  memoryDataset({
    amount: Array.from({ length: 100 }, (_, i) => i / 8),
    plan: Array.from({ length: 100 }, (_, i) => (i % 3 === 0 ? "frée" : "team")),
  }),
  { categorySalt: null },
)
const text = profileText(profile)

function read(content: string | Buffer): Profile {
  const path = join(folder, "ref.profile.json")
  writeFileSync(path, content)
  return readProfile(path)
}

describe("a saved profile", () => {
  it("is read as it was written", () => {
    expect(read(text)).toEqual(profile)
  })

  it("is refused when it is newer, and says what helps", () => {
    const newer = { ...profile, profile_version: 2 }
    expect(() => read(JSON.stringify(newer))).toThrow(
      "written by a newer driftcheck (profile_version 2; this one reads up to 1)",
    )
  })

  it("is refused when it is none", () => {
    for (const other of ["{}", "[]", "null", "7", '{"schema_version": 1}'])
      expect(() => read(other), other).toThrow("not a profile")
    expect(() => readProfile(join(folder, "absent.json"))).toThrow("no such file")
    expect(() => readProfile(folder)).toThrow("it is a folder")
  })

  it("is refused where a key is gone, which it names", () => {
    const { rows: _, ...without } = profile
    expect(() => read(JSON.stringify(without))).toThrow(/ref\.profile\.json: damaged profile: rows: it is missing$/)
  })

  it("is refused wherever it was cut off", () => {
    for (let length = 0; length < text.trimEnd().length; length += 7)
      expect(() => read(text.slice(0, length)), String(length)).toThrow(InputError)
  })

  it("is refused with any digit or letter changed", () => {
    const next = randomNumbers(5)
    for (let round = 0; round < 300; round++) {
      const bytes = Buffer.from(text)
      const place = Math.floor(next() * (bytes.length - 1))
      bytes[place] ^= 1 << Math.floor(next() * 7)
      let found: Profile
      try {
        found = read(bytes)
      } catch (error) {
        expect(error).toBeInstanceOf(InputError)
        continue
      }
      expect(found, `byte ${place}`).toEqual(profile) // White space between values only.
    }
  })

  it("is refused when its parts do not add up, also with the right hash", () => {
    const [amount, plan] = profile.columns
    const unsealed: Omit<Profile, "content_hash"> & { content_hash?: string } = { ...profile }
    delete unsealed.content_hash
    const forged = (column: object, at: number) => {
      const columns = profile.columns.map((each, i) => (i === at ? { ...each, ...column } : each))
      const changed = { ...unsealed, columns }
      return JSON.stringify(sealed(changed))
    }
    const points = amount.points ?? { count: 0 }
    expect(() => read(forged({ points: { ...points, count: 99 } }, 0))).toThrow('column "amount"')
    expect(() => read(forged({ points: { ...points, at: "AA" } }, 0))).toThrow('column "amount"')
    expect(() => read(forged({ summary: { ...amount.summary, missing: 1 } }, 0))).toThrow("do not add up to its rows")
    expect(() => read(forged({ summary: { ...amount.summary, rows: 99 } }, 0))).toThrow("its rows do not add up")
    for (const figure of ["zeros", "at_max", "distinct", "negative"])
      expect(() => read(forged({ summary: { ...amount.summary, [figure]: 101 } }, 0)), figure).toThrow(
        'column "amount": more rows are counted than it has',
      )
    for (const figure of ["empty", "blank"])
      expect(() => read(forged({ summary: { ...plan.summary, [figure]: 101 } }, 1)), figure).toThrow('column "plan"')
    const categories = { ...plan.categories, counts: [1, 2] }
    expect(() => read(forged({ categories }, 1))).toThrow("its categories do not add up to its rows")
    expect(() => read(forged({ name: "amount" }, 1))).toThrow("every name once")
    expect(() => read(forged({ kind: "money" }, 1))).toThrow("columns.1.kind")
  })
})
