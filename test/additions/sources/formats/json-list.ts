import { Bool, Dictionary, Float64, Int32, Utf8, vectorFromArray, type Vector } from "apache-arrow"
import { InputError } from "../../errors.js"
import { readBytes } from "../../files/open-file.js"
import type { OpenFile, StorageKind } from "../../model.js"
import type { Format, TableSource } from "../source.js"

/** A JSON file that holds one list of flat objects. */
export default {
  endings: [".json"],
  magic: [],
  open: (file) => Promise.resolve(tableOf(parse(file))),
} satisfies Format

type Row = Record<string, unknown>

function parse(file: OpenFile): Row[] {
  const { path } = file
  try {
    const rows: unknown = JSON.parse(new TextDecoder().decode(readBytes(file, 0, file.size)))
    if (Array.isArray(rows)) return rows as Row[]
  } catch (cause) {
    throw new InputError(`${path}: not JSON`, { cause })
  }
  throw new InputError(`${path}: not a list of objects`)
}

function tableOf(rows: readonly Row[]): TableSource {
  const names = Array.from(new Set(rows.flatMap((row) => Object.keys(row))))
  const cells = (name: string) => rows.map((row) => row[name] ?? null)
  return {
    format: "json-list",
    typed: false,
    readsByColumn: false,
    sparse: true,
    rows: rows.length,
    columns: names.map((name) => {
      const kind = kindOf(cells(name))
      return { name, kind, storageType: kind === "number" ? "double" : kind, integer: false }
    }),
    warnings: [],
    readColumn: (index) => toVector(cells(names[index])),
    close: () => undefined,
  }
}

function kindOf(cells: readonly unknown[]): Extract<StorageKind, "number" | "boolean" | "string"> {
  const all = (type: string) => cells.every((cell) => cell === null || typeof cell === type)
  return all("number") ? "number" : all("boolean") ? "boolean" : "string"
}

function toVector(cells: readonly unknown[]): Vector {
  const kind = kindOf(cells)
  if (kind === "number") return vectorFromArray(cells as number[], new Float64())
  if (kind === "boolean") return vectorFromArray(cells as boolean[], new Bool())
  const texts = cells.map((cell) => (cell === null || typeof cell === "string" ? cell : JSON.stringify(cell)))
  return vectorFromArray(texts, new Dictionary(new Utf8(), new Int32()))
}
