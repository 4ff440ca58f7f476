import { expect, it } from "vitest"
import { rememberKeys } from "../../src/stats/remember-keys.js"

it("works an answer out once, and forgets all of them where there are too many", () => {
  let worked = 0
  const known = rememberKeys<string>(2)
  const ask = (key: string) => known(key, () => `${key}${++worked}`)
  expect([ask("a"), ask("a"), ask("b"), ask("a")]).toEqual(["a1", "a1", "b2", "a1"])
  expect([ask("c"), ask("a"), ask("c")]).toEqual(["c3", "a4", "c3"])
})
