import { expect, test } from "vitest"
import { scoreBar } from "../../../src/report/terminal/style.js"

test("the bar's tick stays where the threshold is", () => {
  const letters = { full: "#", rest: ".", tick: "|", length: 10 }
  expect([0, 0.5, 1, 3, 20, 1e9].map((ratio) => scoreBar(ratio, letters))).toEqual([
    "....|.....",
    "##..|.....",
    "####|.....",
    "####|#....",
    "####|#####",
    "####|#####",
  ])
})
