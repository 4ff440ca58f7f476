import { expect, it } from "vitest"
import { configHash } from "../../src/run/config-hash.js"
import { defaultOptions, type CompareOptions } from "../../src/options/options.js"

const of = (over: Partial<CompareOptions>, current = {}, reference = current) =>
  configHash({ ...defaultOptions, ...over }, { reference, current })

it("is the same for the same settings in any order, at any time, whatever fails the run", () => {
  const columns = [
    ["a", { threshold: 0.2, method: "psi" }],
    ["b", {}],
  ] as const
  const one = of({ perColumn: new Map(columns) })
  expect(one).toMatch(/^2-[0-9a-f]{16}$/)
  const turned = new Map([columns[1], ["a", { method: "psi", threshold: 0.2 }]] as const)
  expect(of({ perColumn: turned, now: 5, failOn: new Set(["schema"]) })).toBe(one)
})

it("covers only what differs from the defaults, so that a setting that joins later changes nothing where it is not used", () => {
  // The hash of an empty list: none differs.
  expect(of({})).toBe("2-4f53cda18c2baa0c")
  expect(of({ policy: "calibrated", perColumn: new Map(), rules: [] })).toBe(of({}))
  expect(of({ minRows: 20 })).not.toBe(of({}))
})

it("differs with every other setting", () => {
  const hashes = [
    of({}),
    of({}, { delimiter: ";" }),
    of({}, { nullTokens: ["-"] }),
    of({}, { delimiter: ";" }, { delimiter: "," }),
    of({}, { delimiter: "," }, { delimiter: ";" }),
    of({ driftShare: 0.2 }),
    of({ policy: "classic" }),
    of({ methods: ["psi"] }),
    of({ methods: ["psi"], threshold: 0.3 }),
    of({ columns: ["a", "b"] }),
    of({ columns: ["b", "a"] }),
    of({ perColumn: new Map([["a", { threshold: 0.2 }]]) }),
    of({ perColumn: new Map([["b", { threshold: 0.2 }]]) }),
    of({ roles: new Map([["a", "target"]]) }),
    of({ perCheck: new Map([["missing-values", { fail: null }]]) }),
  ]
  expect(new Set(hashes).size).toBe(hashes.length)
})
