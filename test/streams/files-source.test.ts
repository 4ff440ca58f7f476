import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs"
import { gzipSync } from "node:zlib"
import { describe, expect, it } from "vitest"
import { filesSource } from "../../src/streams/files-source.js"
import { Ranges } from "../../src/streams/ranges.js"
import { freshFolder } from "../helpers/in-folder.js"

const folder = freshFolder()
const line = (n: number) => `{"request_id":"q${n}"}`
const text = (...numbers: number[]) => numbers.map((n) => `${line(n)}\n`).join("")

/** Reads what is there from where `done` ends, and adds it to that; gives the numbers of the records, and what was warned of. */
async function readOnce(path: string, done: Ranges): Promise<{ numbers: number[]; warnings: string[] }> {
  const warnings: string[] = []
  const numbers: number[] = []
  const source = filesSource(path, {
    done: () => done,
    reader: "",
    once: true,
    warn: (warning) => warnings.push(warning),
    environment: {},
  })
  for await (const event of source.events(new AbortController().signal)) {
    if (event.kind !== "records") continue
    event.lines.texts().forEach((each, i) => {
      if (done.has(event.part, event.positions[i])) return
      done.add(event.part, event.positions[i], event.positions[i + 1])
      if (each !== "") numbers.push(Number(/q(\d+)/.exec(each)?.[1]))
    })
  }
  return { numbers, warnings }
}

describe("a file that grows", () => {
  it("is read on where it ended; a line that is being written waits", async () => {
    const path = folder.write("log.jsonl", text(1, 2) + '{"request_id":"q3')
    const done = new Ranges()
    expect((await readOnce(path, done)).numbers).toEqual([1, 2])
    appendFileSync(path, `"}\n${text(4)}`)
    expect((await readOnce(path, done)).numbers).toEqual([3, 4])
    expect((await readOnce(path, done)).numbers).toEqual([])
  })

  it("may end without a line feed", async () => {
    const path = folder.write("log.jsonl", text(1) + line(2))
    const done = new Ranges()
    expect((await readOnce(path, done)).numbers).toEqual([1, 2])
    appendFileSync(path, `\n${text(3)}`)
    expect((await readOnce(path, done)).numbers).toEqual([3])
  })

  it("is found again under the name that it was rotated to, with those after it", async () => {
    const path = folder.write("log.jsonl", text(1, 2))
    const done = new Ranges()
    await readOnce(path, done)
    appendFileSync(path, text(3))
    renameSync(path, `${path}.2`)
    writeFileSync(`${path}.1`, text(4, 5))
    writeFileSync(path, text(6))
    expect(await readOnce(path, done)).toEqual({ numbers: [3, 4, 5, 6], warnings: [] })
    expect((await readOnce(path, done)).numbers).toEqual([])
  })

  it("is found again where it was copied and cut short", async () => {
    const path = folder.write("log.jsonl", text(1, 2))
    const done = new Ranges()
    await readOnce(path, done)
    appendFileSync(path, text(3))
    copyFileSync(path, `${path}.1`)
    truncateSync(path)
    appendFileSync(path, text(4))
    expect(await readOnce(path, done)).toEqual({ numbers: [3, 4], warnings: [] })
  })

  it("is missed in words where it is gone", async () => {
    const path = folder.write("log.jsonl", text(1))
    const done = new Ranges()
    await readOnce(path, done)
    writeFileSync(path, text(7))
    const { numbers, warnings } = await readOnce(path, done)
    expect(numbers).toEqual([7])
    expect(warnings.join()).toContain("was replaced")
  })

  it("is followed while it is written and rotated", async () => {
    const path = folder.write("log.jsonl", text(0))
    const ending = new AbortController()
    const reading = {
      done: () => new Ranges(),
      reader: "",
      once: false,
      warn: () => undefined,
      environment: {},
    }
    const numbers: number[] = []
    let looks = 0
    for await (const event of filesSource(path, reading).events(ending.signal)) {
      if (event.kind === "records")
        for (const each of event.lines.texts()) numbers.push(Number(/q(\d+)/.exec(each)?.[1]))
      if (event.kind !== "idle") continue
      looks++
      if (looks === 1) appendFileSync(path, text(1))
      if (looks === 2) {
        renameSync(path, `${path}.1`)
        appendFileSync(`${path}.1`, text(2)) // Whoever writes has it open still.
        writeFileSync(path, text(3))
      }
      if (looks === 4) ending.abort()
    }
    expect(numbers).toEqual([0, 1, 2, 3])
  })
})

describe("a folder into which files fall", () => {
  it("is read by their names, packed ones too, each once whatever it is called", async () => {
    const path = folder.path("in")
    mkdirSync(path)
    writeFileSync(`${path}/b.jsonl`, text(3, 4))
    writeFileSync(`${path}/a.jsonl.gz`, gzipSync(text(1, 2)))
    writeFileSync(`${path}/.c.jsonl`, text(9))
    writeFileSync(`${path}/c.jsonl.tmp`, text(9))
    const done = new Ranges()
    expect((await readOnce(path, done)).numbers).toEqual([1, 2, 3, 4])
    renameSync(`${path}/b.jsonl`, `${path}/d.jsonl`)
    writeFileSync(`${path}/e.jsonl`, text(5))
    expect((await readOnce(path, done)).numbers).toEqual([5])
  })

  it("tells what is passed over, as long as nothing was read beside it", async () => {
    const path = folder.path("other")
    mkdirSync(`${path}/day=1`, { recursive: true })
    const unread = async (done: Ranges) => {
      const reading = { done: () => done, reader: "", once: true, warn: () => undefined, environment: {} }
      const source = filesSource(path, reading)
      for await (const event of source.events(new AbortController().signal))
        if (event.kind === "records") done.add(event.part, event.positions[0], event.positions[event.lines.length])
      return source.unread?.() ?? null
    }
    const done = new Ranges()
    // What is being written may be called otherwise when it is whole.
    for (const name of [".a.csv", "a.jsonl.tmp", "a.part", "a.jsonl~"]) writeFileSync(`${path}/${name}`, text(9))
    rmSync(`${path}/day=1`, { recursive: true })
    expect(await unread(done)).toBeNull()
    mkdirSync(`${path}/day=1`)
    for (const name of ["c.txt", "b.parquet", "a.jsonl.zst"]) writeFileSync(`${path}/${name}`, text(9))
    symlinkSync("b.parquet", `${path}/e.jsonl`)
    expect(await unread(done)).toEqual({
      entries: [
        { name: "a.jsonl.zst", mark: "" },
        { name: "b.parquet", mark: "" },
        { name: "c.txt", mark: "" },
        { name: "day=1", mark: "/" },
        { name: "e.jsonl", mark: " (a link)" },
      ],
      endings: [".jsonl", ".ndjson", ".json", ".log"],
    })
    writeFileSync(`${path}/d.LOG`, text(1))
    expect(await unread(done)).toBeNull()
    rmSync(`${path}/d.LOG`) // It was read, and taken away.
    expect(await unread(done)).toBeNull()
  })
})
