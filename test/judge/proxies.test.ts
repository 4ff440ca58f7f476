import { expect, it } from "vitest"
import { proxyLimit, proxyLinks } from "../../src/judge/proxies.js"

const day = 86_400_000
const runs = (values: readonly (readonly [proxy: number, truth: number])[]) =>
  values.map(([proxy, truth], i) => ({
    at: i * day,
    values: new Map([
      ["proxy", proxy],
      ["truth", truth],
    ]),
  }))

it("a later figure is paired with the proxy of the run that lies its delay before", () => {
  const early = [3, 1, 4, 1, 5, 9, 2, 6, 5, 3, 5, 8]
  // The truth of a day is in the run two days later; runs begin up to an hour late.
  const late = runs(early.map((value, i) => [value, i < 2 ? -7 : 2 * early[i - 2]])).map((run, i) => ({
    ...run,
    at: run.at + (i % 3) * 1_800_000,
  }))
  const [link] = proxyLinks(new Map([["truth", { by: ["proxy"], delay: 2 * day }]]), late)
  expect(link).toMatchObject({ pairs: 10, usable: true, delay_hours: 48 })
  expect(link.pearson).toBeCloseTo(1, 12)
  const [same] = proxyLinks(new Map([["truth", { by: ["proxy"], delay: 0 }]]), late)
  expect(same).toMatchObject({ pairs: 12, usable: false })
})

it("a run that is missing pairs with none", () => {
  const kept = runs([3, 1, 4, 1, 5, 9, 2, 6, 5, 3].map((value) => [value, value])).filter((_, i) => i !== 4)
  expect(proxyLinks(new Map([["truth", { by: ["proxy"], delay: day }]]), kept)[0].pairs).toBe(7)
})

it("a proxy is held to 10 % of the reference in the direction in which the later figure gets worse", () => {
  const link = { id: "a", of: "b", delay_hours: 0, pairs: 50, pearson_low: 0.8, pearson_high: 0.9, spearman: 0.8 }
  const limit = (pearson: number, usable: boolean, better: "higher" | "lower") =>
    proxyLimit({ ...link, pearson, usable }, better)?.side ?? null
  expect(limit(0.85, true, "higher")).toBe("below")
  expect(limit(-0.85, true, "higher")).toBe("above")
  expect(limit(0.85, true, "lower")).toBe("above")
  expect(limit(0.85, false, "higher")).toBeNull()
})
