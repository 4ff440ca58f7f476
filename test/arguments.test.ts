/** What the library says to callers without types. */
import { afterAll, beforeAll, describe, expect, it } from "vitest"
import * as library from "../src/index.js"
import { InputError, ModelMonitor, UsageError } from "../src/index.js"

const ref = "fixtures/data/nodrift_ref.parquet"
const noOptions = [null, 7, "text", true, [], () => 1, new Map([["a", 1]]), 1n, Symbol("s")]
const nothing = [undefined, {}, ...noOptions.filter((value) => value !== "text")]

type Call = (value: never) => unknown
const {
  ArrowDataset,
  checkDataset,
  checkFile,
  compareDatasets,
  compareFiles,
  compareOptions,
  defaultOptions,
  loadConfig,
  loadRegistry,
  loadReporter,
  makeProfile,
  measureInThreads,
  mergeSettings,
  openDataset,
  openSource,
  partInThreads,
  readOptions,
  render,
  toReport,
} = library

const registry = await loadRegistry()
let dataset: Awaited<ReturnType<typeof openDataset>>
beforeAll(async () => {
  dataset = await openDataset(ref, {})
})
afterAll(() => {
  dataset.close()
})

/** Each argument of each exported function, and what messages call it. */
const required: Record<string, Call> = {
  "compareFiles: reference": (value) => compareFiles(value, ref),
  "compareFiles: current": (value) => compareFiles(ref, value),
  "checkFile: data": (value) => checkFile(value),
  "render: report": (value) => render(value, "json"),
  "loadReporter: id": (value) => loadReporter(value),
  "openDataset: from": (value) => openDataset(value, {}),
  "openSource: from": (value) => openSource(value, {}),
  "makeProfile: dataset": (value) => makeProfile(value, { categorySalt: null }),
  "compareDatasets: reference": (value) => compareDatasets(value, dataset, defaultOptions, registry),
  "compareDatasets: current": (value) => compareDatasets(dataset, value, defaultOptions, registry),
  "compareDatasets: options": (value) => compareDatasets(dataset, dataset, value, registry),
  "compareDatasets: registry": (value) => compareDatasets(dataset, dataset, defaultOptions, value),
  "checkDataset: dataset": (value) => checkDataset(value, defaultOptions, registry, null),
  "checkDataset: options": (value) => checkDataset(dataset, value, registry, null),
  "checkDataset: registry": (value) => checkDataset(dataset, defaultOptions, value, null),
  "toReport: comparison": (value) => toReport(value, {} as never),
  "toReport: run": (value) => toReport({ columns: [], verdict: {}, drift: {} } as never, value),
  "loadConfig: path": (value) => loadConfig(value, registry),
  "loadConfig: units": (value) => loadConfig("package.json", value),
  "compareOptions: settings": (value) => compareOptions(value),
  "mergeSettings: loaded": (value) => mergeSettings(value, []),
  "ArrowDataset: path": (value) => new ArrowDataset(value, {} as never),
  "ArrowDataset: source": (value) => new ArrowDataset("x", value),
  "measureInThreads: sharing": (value) => measureInThreads(value),
  "partInThreads: sharing": (value) => partInThreads(value),
}

/** Objects of options: `{}` is one, and undefined where they may be left out. */
const options: Record<string, Call> = {
  "compareFiles: options": (value) => compareFiles(ref, ref, value),
  "checkFile: options": (value) => checkFile(ref, value),
  "render: options": (value) => render({ kind: 0, verdict: 0, columns: 0, setup: 0 } as never, "json", value),
  "openDataset: options": (value) => openDataset(ref, value),
  "openSource: options": (value) => openSource(ref, value),
  "makeProfile: options": (value) => makeProfile(dataset, value),
  "compareDatasets: running": (value) => compareDatasets(dataset, dataset, defaultOptions, registry, value),
  "readOptions: values": (value) => readOptions(value),
  "ModelMonitor: options": (value) => new ModelMonitor("log.jsonl", value),
}

async function refusal(call: Call, value: unknown): Promise<unknown> {
  try {
    await call(value as never)
    return null
  } catch (error) {
    return error
  }
}

describe("an argument of a wrong type", () => {
  it.each(Object.entries(required))("%s", async (name, call) => {
    for (const value of nothing) {
      const error = await refusal(call, value)
      expect(error, `${name} ${typeof value}`).toBeInstanceOf(UsageError)
      expect((error as UsageError).message).toMatch(new RegExp(`^${name} must be .+, not .+`))
    }
  })

  it.each(Object.entries(options))("%s", async (name, call) => {
    for (const value of noOptions) {
      const error = await refusal(call, value)
      expect(error, `${name} ${typeof value}`).toBeInstanceOf(UsageError)
      expect((error as UsageError).message).toMatch(`${name} must be an object, not`)
      expect((error as UsageError).hint).toContain("{}")
    }
  })

  it("is asked of every function that is exported", () => {
    const withoutArguments = ["loadRegistry", "reporterIds", "InputError", "UsageError", "Unanswerable"]
    const functions = Object.entries(library).flatMap(([name, value]) => (typeof value === "function" ? [name] : []))
    const asked = [...Object.keys(required), ...Object.keys(options)].map((name) => name.split(":")[0])
    expect(Array.from(new Set(asked)).sort()).toEqual(
      functions.filter((name) => !withoutArguments.includes(name)).sort(),
    )
  })

  it("is said with what it was and what would work", async () => {
    const said = async (call: () => unknown) => {
      const { message, hint } = (await refusal(call, undefined)) as UsageError
      return [message, hint]
    }
    expect(await said(() => compareFiles(ref, undefined as never))).toEqual([
      "compareFiles: current must be a path, not undefined",
      'for example "ref.parquet"',
    ])
    expect((await said(() => compareFiles("", ref)))[0]).toBe('compareFiles: reference must be a path, not ""')
    expect((await said(() => compareDatasets(dataset, dataset, { policy: "classic" } as never, registry)))[0]).toMatch(
      /^compareDatasets: options must be an object with every option, not an object without .*roles/,
    )
    expect((await said(() => makeProfile(dataset, {} as never)))[0]).toBe(
      "makeProfile: options.categorySalt must be text or null, not undefined",
    )
    expect((await said(() => render({ kind: 0, verdict: 0, columns: 0, setup: 0 } as never, "jsn")))[1]).toContain(
      'did you mean "json"?',
    )
    expect(await refusal(() => compareFiles(ref, "nowhere.parquet"), null)).toBeInstanceOf(InputError)
  })

  it("is found inside options too", async () => {
    const message = async (own: object) => ((await refusal(() => compareFiles(ref, ref, own), null)) as Error).message
    expect(await message({ config: 7 })).toBe("compareFiles: options.config must be a path, not 7")
    expect(await message({ progress: null })).toBe("compareFiles: options.progress must be a function, not null")
    expect(await message({ drift_share: 1n })).toBe("compareFiles: option drift_share cannot be 1n")
    expect(await message({ drift_share: NaN })).toBe("compareFiles: option drift_share cannot be NaN")
    expect(await message({ exclude: ["a", () => 1] })).toBe("compareFiles: option exclude[1] cannot be a function")
    expect(await message({ columns: new Map() })).toBe("compareFiles: option columns cannot be an instance of Map")
    class Columns {
      age = "numerical"
    }
    const others = {
      Date: new Date(0),
      RegExp: /a/,
      Promise: Promise.resolve(),
      Set: new Set(),
      Columns: new Columns(),
    }
    for (const [of, value] of Object.entries({ ...others, String: new String("a"), Uint8Array: new Uint8Array(1) }))
      expect(await message({ columns: { age: value } })).toBe(
        `compareFiles: option columns.age cannot be an instance of ${of}`,
      )
    expect(await message({ exclude: ["a", undefined] })).toBe("compareFiles: option exclude[1] cannot be undefined")
    const bare = Object.assign(Object.create(null) as object, { nothing: 1 })
    expect(await message({ columns: bare })).not.toContain("cannot be")
    const circle: Record<string, unknown> = {}
    circle.columns = circle
    expect(await message(circle)).toBe("compareFiles: option columns.columns cannot be an object that holds itself")
    for (const key of ["progress", "measureAll", "partAll"]) {
      const call = () => compareDatasets(dataset, dataset, defaultOptions, registry, { [key]: 7 })
      expect(((await refusal(call, null)) as Error).message).toBe(
        `compareDatasets: running.${key} must be a function, not 7`,
      )
    }
    const noFile = { path: null, config: {}, at: () => "" }
    expect(() => mergeSettings(noFile, undefined as never)).toThrow(
      "mergeSettings: flags must be a list, not undefined",
    )
    for (const [key, value] of Object.entries({ width: "wide", color: 1, unicode: null, all: "yes", reportPath: 7 })) {
      const report = { kind: 0, verdict: 0, columns: 0, setup: 0 } as never
      const error = (await refusal(() => render(report, "table", { [key]: value }), null)) as Error
      expect(error.message).toMatch(new RegExp(`^render: options\\.${key} must be`))
    }
  })
})
