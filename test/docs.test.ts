import { readFileSync } from "node:fs"
import { describe, expect, it } from "vitest"
import { generatedPages } from "../scripts/generated.js"

/** How many checks pass in an example changes with every new check, which is no fault of the page. */
const withoutCounts = (text: string) => text.replace(/\d[\d,]*(?= other checks? passed)/g, "N")

describe("what `npm run docs` writes is up to date", async () => {
  it.each(await generatedPages())("$path", async ({ path, text }) => {
    expect(withoutCounts(await text()), "run `npm run docs`").toBe(withoutCounts(readFileSync(path, "utf8")))
  })
})
