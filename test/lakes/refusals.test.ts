import avsc from "avsc"
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, beforeEach, describe, expect, it } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { instantAsked } from "../../src/lakes/asked.js"
import { exactJson } from "../../src/lakes/exact-json.js"
import { avroLong, avroRecords } from "../../src/lakes/iceberg/avro.js"
import { readDeletes } from "../../src/lakes/iceberg/deletes.js"
import type { LiveFile } from "../../src/lakes/iceberg/manifests.js"
import { partitionText } from "../../src/lakes/iceberg/partition-text.js"
import { localFolder } from "../../src/lakes/local-folder.js"
import { deletedRows } from "../../src/lakes/roaring.js"
import { constantOf } from "../../src/sources/lakes/constant.js"
import { expectedVersions, lakes } from "../helpers/lake-tables.js"
import { runCli } from "../helpers/run-cli.js"

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "driftcheck-lakes-"))
})
afterEach(() => rmSync(folder, { recursive: true }))

/** A copy of a table, for a test to change. */
function copyOf(table: string): string {
  cpSync(`${lakes}/${table}/table`, folder, { recursive: true })
  return folder
}

/** Writes a file of the copy anew. */
function edit(name: string, change: (text: string) => string): void {
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), "utf8")))
}

const commit = (version: number) => `_delta_log/${String(version).padStart(20, "0")}.json`
const rowsOf = async (path: string) => {
  const dataset = await openDataset(path, {})
  dataset.close()
  return dataset.rows
}

describe("a Delta Lake table is refused", () => {
  it("for a reader feature that is not known, by name", async () => {
    copyOf("delta_deletion_vectors")
    edit(commit(0), (text) => text.replace('"deletionVectors"', '"deletionVectors","catalogOwned"'))
    await expect(openDataset(folder, {})).rejects.toThrow(/ uses catalogOwned, which is not supported$/)
  })

  it("for a commit that is missing, and a version that is not there", async () => {
    copyOf("delta_overwritten")
    await expect(openDataset(`${folder}?version=99`, {})).rejects.toThrow(/ has no version 99$/)
    rmSync(join(folder, commit(1)))
    await expect(openDataset(folder, {})).rejects.toThrow(/: commit 1 is missing from the Delta log$/)
  })

  it("for a file that was vacuumed, or lies elsewhere", async () => {
    copyOf("delta_overwritten")
    rmSync(
      join(
        folder,
        readdirSync(folder).find((name) => name.endsWith(".parquet"))!,
      ),
    )
    const all = ["0", "1", "2", "3"].map((version) => rowsOf(`${folder}?version=${version}`).catch(String))
    expect((await Promise.all(all)).join()).toMatch(/version \d of the table cannot be read: .*no such file/)
    edit(commit(0), (text) => text.replace(/"path":"/g, '"path":"../'))
    await expect(openDataset(`${folder}?version=0`, {})).rejects.toThrow(/ lies outside the table$/)
  })

  it("for a deletion vector that does not delete what the log says", async () => {
    copyOf("delta_deletion_vectors")
    for (const name of readdirSync(join(folder, "_delta_log")).filter((each) => each.endsWith(".json")))
      edit(`_delta_log/${name}`, (text) => text.replace(/"cardinality":\d+/g, '"cardinality":1'))
    await expect(openDataset(folder, {})).rejects.toThrow(
      /its deletion vector cannot be read: it deletes \d+ rows, the log says 1/,
    )
  })
})

describe("an Iceberg table is refused", () => {
  const file: LiveFile = {
    name: "data/deletes.parquet",
    content: 2,
    format: "PARQUET",
    sequence: 1n,
    specId: 0,
    partition: {},
    records: 1n,
    bytes: 1,
    of: null,
    offset: 0,
    size: 0,
  }
  it.each([
    ["equality deletes", file, /holds equality deletes \(data\/deletes\.parquet\), which are not supported$/],
    ["deletes in Avro files", { ...file, content: 1, format: "AVRO" }, /holds deletes in AVRO files/],
  ])("for %s", async (_, deletes, message) => {
    await expect(readDeletes(localFolder(folder), [deletes], (name) => name)).rejects.toThrow(message)
  })

  it("for a version and a snapshot that are not known, and for encryption", async () => {
    copyOf("iceberg_v3_deletion_vectors")
    await expect(openDataset(`${folder}?version=1`, {})).rejects.toThrow(/ has no snapshot 1$/)
    edit("metadata/v6.metadata.json", (text) => text.replace(/"location"/, '"encryption-keys":[{}],"location"'))
    await expect(openDataset(folder, {})).rejects.toThrow(/ is an encrypted Iceberg table/)
    edit("metadata/v6.metadata.json", (text) => text.replace(/"format-version"\s*:\s*3/, '"format-version":4'))
    await expect(openDataset(folder, {})).rejects.toThrow(/ of version 4; versions 1 to 3 are supported$/)
  })
})

describe("tables that Spark wrote are refused by name", () => {
  it.each([
    ["iceberg_orc", /its file data\/\S+\.orc is ORC; tables of Parquet files are read$/],
    ["iceberg_avro", /its file data\/\S+\.avro is AVRO; tables of Parquet files are read$/],
    ["iceberg_avro_deletes", /holds deletes in AVRO files \(data\/\S+-deletes\.avro\), which are not supported$/],
  ])("%s", async (table, message) => {
    await expect(openDataset(`fixtures/lakes-refused/${table}`, {})).rejects.toThrow(message)
  })

  it("with equality deletes, and with an encrypted file, whose manifests are edited", async () => {
    copyOf("iceberg_position_deletes")
    const manifests = readdirSync(join(folder, "metadata")).filter((name) => /-m\d+\.avro$/.test(name))
    const all = async (change: (file: Record<string, unknown>) => void) => {
      for (const name of manifests) await editManifest(join(folder, "metadata", name), change)
    }
    await all((file) => {
      if (file.content === 1) file.content = 2
    })
    await expect(openDataset(folder, {})).rejects.toThrow(
      /holds equality deletes \(data\/\S+\), which are not supported$/,
    )
    await all((file) => {
      file.key_metadata = Buffer.from("key")
    })
    await expect(openDataset(folder, {})).rejects.toThrow(/its file data\/\S+ is encrypted, which is not supported$/)
  })
})

describe("deletion vectors that stand in the log itself", () => {
  /** The vectors of a table's log, from their file into the log, as the protocol has them. */
  function inlined(): string {
    copyOf("delta_deletion_vectors")
    for (const name of readdirSync(join(folder, "_delta_log")).filter((each) => each.endsWith(".json")))
      edit(`_delta_log/${name}`, (text) =>
        text.replace(/\{"storageType":"u","pathOrInlineDv":"(?:[^"\\]|\\.)*"[^}]*\}/g, (found) =>
          JSON.stringify(inline(JSON.parse(found) as Vector)),
        ),
      )
    for (const name of readdirSync(folder).filter((each) => each.endsWith(".bin"))) rmSync(join(folder, name))
    return folder
  }
  interface Vector {
    pathOrInlineDv: string
    offset: number
    sizeInBytes: number
    cardinality: number
  }
  function inline({ offset, sizeInBytes, cardinality }: Vector) {
    const files = readdirSync(folder).filter((name) => name.endsWith(".bin"))
    const stored = files
      .map((name) => readFileSync(join(folder, name)))
      .filter((bytes) => bytes.length > offset + 4 && bytes.readUInt32BE(offset) === sizeInBytes)
      .map((bytes) => bytes.subarray(offset + 4, offset + 4 + sizeInBytes))
      .find((bytes) => deletedRows(bytes).length === cardinality)!
    return { storageType: "i", pathOrInlineDv: z85(stored), sizeInBytes, cardinality }
  }
  const digits = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"
  function z85(bytes: Buffer): string {
    const padded = Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
    let text = ""
    for (let at = 0; at < padded.length; at += 4)
      for (let power = 4; power >= 0; power--) text += digits[Math.floor(padded.readUInt32BE(at) / 85 ** power) % 85]
    return text
  }

  it("delete the same rows", async () => {
    const versions = expectedVersions().filter(({ table }) => table === "delta_deletion_vectors")
    const place = inlined()
    expect(readFileSync(join(place, commit(4)), "utf8")).toContain('"storageType":"i"')
    for (const { version, rows } of versions)
      expect(await rowsOf(version === null ? place : `${place}?version=${version}`)).toBe(rows)
  })
})

describe("a column with an initial default", () => {
  const withDefault = (type: string, value: string) => {
    copyOf("iceberg_v3_deletion_vectors")
    edit("metadata/v6.metadata.json", (text) => {
      const metadata = exactJson(text) as { schemas: { fields: unknown[] }[] }
      for (const { fields } of metadata.schemas)
        fields.push({ id: 99, name: "added", required: false, type, "initial-default": JSON.parse(value) as unknown })
      return JSON.stringify(metadata).replace(/"(-?\d{16,})"/g, "$1")
    })
    return openDataset(folder, {})
  }

  it.each([
    ["double", "7.5", { min: 7.5, max: 7.5 }],
    ["long", "12", { min: 12, max: 12 }],
    ["decimal(9, 2)", '"14.20"', { min: 14.2, max: 14.2 }],
    ["date", '"2026-11-28"', { min: "2026-11-28T00:00:00.000Z" }],
    ["timestamptz", '"2026-11-28T06:00:00.25+00:00"', { min: "2026-11-28T06:00:00.250Z" }],
    ["string", '"Bodø"', { missing: 0 }],
    ["boolean", "true", { missing: 0 }],
    ["time", '"06:30:00.5"', { missing: 0 }],
  ])("%s %s is in the rows that were written before it", async (type, value, expected) => {
    const dataset = await withDefault(type, value)
    try {
      expect(dataset.rows).toBe(251)
      expect(await dataset.summary("added")).toMatchObject({ missing: 0, ...expected })
    } finally {
      dataset.close()
    }
  })

  it("of bytes is refused by name", async () => {
    await expect(withDefault("binary", '"00ff"')).rejects.toThrow(
      /: added has an initial-default, which is not supported/,
    )
  })
})

/** Writes a manifest anew with its entries' files changed. */
async function editManifest(path: string, change: (file: Record<string, unknown>) => void): Promise<void> {
  const records = (await avroRecords(readFileSync(path), path)) as { data_file: Record<string, unknown> }[]
  const schema = await new Promise<avsc.Schema>((resolve) => {
    avsc
      .createFileDecoder(path, { parseHook: (written) => (resolve(written), avsc.Type.forSchema("null")) })
      .on("error", () => undefined)
  })
  records.forEach(({ data_file: file }) => change(file))
  const type = avsc.Type.forSchema(schema, { registry: { long: avroLong }, logicalTypes: {} })
  const encoder = new avsc.streams.BlockEncoder(type, { codec: "null" })
  const pieces: Buffer[] = []
  const done = new Promise((resolve) => encoder.on("data", (piece: Buffer) => pieces.push(piece)).on("end", resolve))
  for (const record of records) encoder.write(record)
  encoder.end()
  await done
  writeFileSync(path, Buffer.concat(pieces))
}

describe("a version is asked for", () => {
  it("by time: the end of a day, or an instant", async () => {
    const last = readFileSync(join(lakes, "delta_overwritten/table", commit(0)), "utf8")
    const at = Number(/"timestamp":(\d+)/.exec(last)![1])
    const table = `${lakes}/delta_overwritten/table`
    expect(await rowsOf(`${table}?timestamp=${new Date(at).toISOString()}`)).toBe(await rowsOf(`${table}?version=0`))
    await expect(openDataset(`${table}?timestamp=2001-01-01`, {})).rejects.toThrow(/no version of the table is as old/)
    expect(instantAsked("2026-11-28")).toBe(Date.parse("2026-11-28T23:59:59.999Z"))
    expect(instantAsked("2026-11-28T06:00:00+01:00")).toBe(Date.parse("2026-11-28T05:00:00Z"))
    expect(() => instantAsked("yesterday")).toThrow(/is no instant/)
  })

  it("by the flags of either side", async () => {
    const table = `${lakes}/delta_partitioned/table`
    const { stdout } = await runCli(["compare", table, table, "--reference-version", "2", "--no-output", "--no-config"])
    expect(stdout).toMatch(/Delta Lake version 2 of [^\n]*\n[^\n]*\n +Delta Lake version \d{2} of/)
  })

  it("of a table alone", async () => {
    writeFileSync(join(folder, "a.csv"), "a\n1\n")
    await expect(openDataset(folder, { version: "1" })).rejects.toThrow(/is no Delta Lake or Iceberg table$/)
    await expect(openDataset(`${lakes}/delta_overwritten/table?version=1`, { version: "2" })).rejects.toThrow(
      /two versions/,
    )
    // Of anything else a query is a wildcard and text.
    await expect(openDataset(`${folder}/a.csv?version=1`, {})).rejects.toThrow(/no file matches/)
  })
})

it("ids beyond 2^53 keep their digits", () => {
  expect(exactJson('{"a":4505675784200102969,"b":"\\"1234567890123456789","c":1.5e3,"d":12}')).toEqual({
    a: "4505675784200102969",
    b: '"1234567890123456789',
    c: 1500,
    d: 12,
  })
})

it("a roaring bitmap is read in each of its forms", () => {
  // One bitmap of three containers: an array (1, 5), runs (65,536 to 65,545), and bits (every other number from 131,072).
  const head = Buffer.alloc(16)
  head.writeUInt32LE(1_681_511_377, 0)
  head.writeBigUInt64LE(1n, 4)
  const keys = Buffer.alloc(4 + 1 + 12)
  keys.writeUInt32LE(12_347 | (2 << 16), 0)
  keys[4] = 0b010
  ;[0, 1, 1, 9, 2, 32_767].forEach((value, i) => keys.writeUInt16LE(value, 5 + 2 * i))
  const array = Buffer.from(Uint16Array.of(1, 5).buffer)
  const runs = Buffer.from(Uint16Array.of(1, 0, 9).buffer)
  const rows = deletedRows(Buffer.concat([head, keys, array, runs, Buffer.alloc(8192, 0b01010101)]))
  expect(rows).toHaveLength(2 + 10 + 32_768)
  expect([...rows.subarray(0, 4), rows[11], rows[12], rows.at(-1)]).toEqual([
    1, 5, 65_536, 65_537, 65_545, 131_072, 196_606,
  ])
  expect(() => deletedRows(Buffer.alloc(20))).toThrow(/does not begin/)
})

describe("values of partitions have the types of the schema", () => {
  it.each([
    ["int32", "-7", -7],
    ["int64", "9007199254740993", 9007199254740993n],
    ["double", "1.5", 1.5],
    ["bool", "true", true],
    ["string", "Bodø", "Bodø"],
    ["date32[day]", "2026-11-28", Date.parse("2026-11-28")],
    ["timestamp[us, tz=UTC]", "2026-11-28 06:00:00.25", Date.parse("2026-11-28T06:00:00.250Z")],
  ])("%s", (type, text, value) => {
    const vector = constantOf("p", type).vector(text, 3)
    expect(vector.length).toBe(3)
    expect(vector.get(2)).toEqual(value)
    expect(constantOf("p", type).vector(null, 3).nullCount).toBe(3)
  })

  it("and a text that is none is refused", () => {
    expect(() => constantOf("p", "int32").vector("x", 1)).toThrow('"x" is no int32')
  })

  it("as Iceberg's manifests hold them", () => {
    expect(partitionText(20_785, "date32[day]")).toBe("2026-11-28")
    expect(partitionText(-1n, "timestamp[us]")).toBe("1969-12-31T23:59:59.999999")
    expect(partitionText(Buffer.from("ff85", "hex"), "decimal128(9, 2)")).toBe("-1.23")
    expect(partitionText(null, "int64")).toBeNull()
  })
})

it("outputs into a store are refused, with what works", async () => {
  const files = ["fixtures/data/penguins_ref.csv", "fixtures/data/penguins_cur.csv"]
  for (const flag of [
    ["-o", "s3://lake/reports"],
    ["--html", "s3://lake/r.html", "--no-output"],
  ]) {
    const { code, stderr } = await runCli(["compare", ...files, "--no-config", ...flag])
    expect(code).toBe(2)
    expect(stderr).toMatch(/cannot write s3:\/\/lake\/[^:]+: outputs go to this machine's disks\n.*aws s3 sync/s)
  }
})
