import { Float64, vectorFromArray } from "apache-arrow"
import { expect, test } from "vitest"
import { keepColumns } from "../../src/datasets/keep-columns.js"
import type { TableSource } from "../../src/sources/source.js"

function counting() {
  const read: number[] = []
  const source: TableSource = {
    ...{ format: "parquet", typed: true, readsByColumn: true, ownsBuffers: true, rows: 3, warnings: [] },
    columns: ["a", "b"].map((name) => ({ name, storageType: "double", kind: "number", integer: false })),
    readColumn(index) {
      read.push(index)
      return vectorFromArray([index, 1, 2], new Float64())
    },
    close: () => undefined,
  }
  return { source, read }
}

test("columns of a table of few cells are read once, and their memory is nobody's to overwrite", () => {
  const { source, read } = counting()
  const kept = keepColumns(source, 6)
  expect(kept.ownsBuffers).toBe(false)
  const vectors = [0, 1, 0, 1].map((index) => kept.readColumn(index))
  expect(vectors[2]).toBe(vectors[0])
  expect(vectors[3]).toBe(vectors[1])
  expect(read).toEqual([0, 1])
})

test("a table of more cells is read anew each time", () => {
  const { source, read } = counting()
  expect(keepColumns(source, 5)).toBe(source)
  source.readColumn(0)
  source.readColumn(0)
  expect(read).toEqual([0, 0])
})
