import { describe, expect, it } from "vitest"
import type { Io } from "../../src/run/io.js"
import { progressLine, progressText } from "../../src/run/progress.js"

describe("the text of the progress", () => {
  const stage = { done: 12, total: 40, what: "amount", elapsedMs: 12_000 }

  it("tells columns done, the time left, and the column", () => {
    expect(progressText(stage, 79)).toBe("12 of 40 columns · about 28 s left · amount")
  })

  it("guesses no time from one column, from the first seconds, or when all columns are done", () => {
    expect(progressText({ ...stage, done: 1 }, 79)).toBe("1 of 40 columns · amount")
    expect(progressText({ ...stage, elapsedMs: 1999 }, 79)).toBe("12 of 40 columns · amount")
    expect(progressText({ ...stage, done: 40, what: "comparing rows" }, 79)).toBe("40 of 40 columns · comparing rows")
  })

  it("rounds the time up, in minutes from 100 s and in hours from 100 min on", () => {
    const left = (seconds: number) =>
      progressText({ ...stage, done: 20, elapsedMs: seconds * 1000 }, 79).split(" · ")[1]
    expect([2.1, 99, 99.1, 121, 5940, 6001].map(left)).toEqual([
      "about 3 s left",
      "about 99 s left",
      "about 2 min left",
      "about 3 min left",
      "about 99 min left",
      "about 2 h left",
    ])
  })

  it("is no wider than the terminal and shows no control characters", () => {
    expect(progressText({ ...stage, what: "a\u001b[2Jb" }, 79)).not.toContain("\u001b")
    expect(progressText({ ...stage, what: "a".repeat(300) }, 79)).toHaveLength(79)
  })

  it("names what comes before the columns are known", () => {
    expect(progressText({ done: 0, total: 0, what: "opening a.csv", elapsedMs: 0 }, 79)).toBe("opening a.csv")
  })
})

describe("the line", () => {
  function terminal(isTTY: boolean, env: Io["env"] = {}) {
    let written = ""
    let now = 0
    const output = { write: (text: string) => void (written += text), isTTY, columns: 80 }
    const io: Io = { argv: [], stdout: output, stderr: output, env, now: () => new Date((now += 150)) }
    return { io, written: () => written }
  }

  it("is written over itself and cleared", () => {
    const { io, written } = terminal(true)
    const { show, clear } = progressLine(io, false)
    show(0, 2, "a")
    show(1, 2, "b")
    clear()
    expect(written().split("\r\u001b[2K")).toEqual(["", "0 of 2 columns · a", "1 of 2 columns · b", ""])
  })

  it("stays away where stderr is no terminal or a dumb one, and from quiet runs", () => {
    for (const [isTTY, quiet, TERM] of [
      [false, false, "xterm"],
      [true, true, "xterm"],
      [true, false, "dumb"],
    ] as const) {
      const { io, written } = terminal(isTTY, { TERM })
      const { show, clear } = progressLine(io, quiet)
      show(0, 2, "a")
      clear()
      expect(written()).toBe("")
    }
  })
})
