import { expect, it } from "vitest"
import { compareDatasets } from "../../src/compare/compare.js"
import { defaultOptions } from "../../src/options/options.js"
import { Unanswerable } from "../../src/errors.js"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { ProfileDataset } from "../../src/datasets/profile-dataset.js"
import type { Profile } from "../../src/profiles/profile.js"
import { makeProfile } from "../../src/profiles/make-profile.js"
import { profileText } from "../../src/profiles/seal.js"
import { loadRegistry } from "../../src/registry.js"
import { freshFolder } from "../helpers/in-folder.js"

const { write } = freshFolder()
const registry = await loadRegistry()

it("a check that a profile leaves without texts or times says what the profile does not keep", async () => {
  const lines = Array.from({ length: 300 }, (_, i) => {
    const code = `k-${1000 + i}`
    return `${code},${code}-x,${new Date(Date.UTC(2024, 0, 1) + i * 7_777_777).toISOString()},${i % 7}`
  })
  const file = write("data.csv", `code,other,at,x\n${lines.join("\n")}\n`)
  const saved = JSON.parse(
    profileText(await makeProfile(await openDataset(file, {}), { categorySalt: null })),
  ) as Profile
  // Two points tell neither hours nor days, as in a profile of very few rows.
  const reference = new ProfileDataset("ref.profile.json", saved)
  reference.sample = (name) =>
    name === "at"
      ? Promise.reject(new Unanswerable("A profile keeps 2 points of this column, too few to tell its hours and days."))
      : ProfileDataset.prototype.sample.call(reference, name)
  const { checks } = await compareDatasets(reference, await openDataset(file, {}), defaultOptions, registry)
  const told = (id: string) => checks.filter((check) => check.id === id).map(({ status, message }) => [status, message])
  const texts = "code: A profile keeps figures of this column, none of its texts. So it is with 1 more column."
  expect(told("pattern")).toEqual([["not_applicable", texts]])
  expect(told("mixed-types")).toEqual([["not_applicable", texts]])
  expect(told("time-zone-shift")).toEqual([
    ["not_applicable", "at: A profile keeps 2 points of this column, too few to tell its hours and days."],
  ])
  // Nothing of this kind in the table: there is no reason to tell.
  expect(told("category-spelling")).toEqual([["not_applicable", "Nothing to look at."]])
})
