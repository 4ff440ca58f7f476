import { describe, expect, it } from "vitest"
import { isOutOfMemory } from "../src/errors.js"

const thrownBy = (act: () => unknown): unknown => {
  try {
    return act()
  } catch (error) {
    return error
  }
}

describe("memory that is used up", () => {
  it.each([
    ["an array buffer", () => new ArrayBuffer(2 ** 52)],
    [
      "WebAssembly's memory",
      () =>
        thrownBy(() => {
          throw new RangeError("WebAssembly.instantiate(): Out of memory: Cannot allocate Wasm memory for new instance")
        }),
    ],
    [
      "WebAssembly's limit",
      () =>
        thrownBy(() => {
          throw new RangeError("WebAssembly.Memory.grow(): Maximum memory size exceeded")
        }),
    ],
    ["a string", () => "x".repeat(2 ** 30)],
    ["a string of bytes", () => Buffer.alloc(2 ** 29 + 100).toString("latin1")],
    [
      "a map",
      () =>
        thrownBy(() => {
          throw new RangeError("Map maximum size exceeded")
        }),
    ],
  ])("is known of %s", (_, act) => {
    const error = thrownBy(act)
    expect([String(error), isOutOfMemory(error)]).toEqual([expect.stringMatching(/Error/), true])
  })

  it("is no other mistake in a range", () => {
    expect(isOutOfMemory(thrownBy(() => new DataView(new ArrayBuffer(1)).getInt32(0)))).toBe(false)
    expect(isOutOfMemory(thrownBy(() => (1.5).toFixed(101)))).toBe(false)
    expect(isOutOfMemory(new Error("out of memory, says somebody"))).toBe(false)
  })
})
