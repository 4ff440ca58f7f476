import { readFileSync, readdirSync } from "node:fs"
import { expect, it, test } from "vitest"
import { pictures } from "./pictures.js"

it.each(pictures)("$path", ({ path, svg }) => {
  expect(svg).not.toMatch(/NaN|Infinity|undefined/)
  expect(svg).toBe(readFileSync(path, "utf8"))
})

test("every picture in the folder is drawn by a test", () => {
  const kept = readdirSync("fixtures/charts").map((name) => `fixtures/charts/${name}`)
  expect(kept.sort()).toEqual(pictures.map(({ path }) => path).sort())
})
