/** Mistakes made on purpose in the current side of a pair: what each check is there to find. */
import type { CompareOptions } from "../../src/options/options.js"
import type { CheckResult, ColumnSummary, MeasuredColumn } from "../../src/model.js"
import { mapColumns, onlyColumns, rowCount, takeRows, type Cell, type Column, type Table } from "./tables.js"

export type Random = () => number

export interface Fault {
  /** The check that must find it. */
  check: string
  words: string
  /** Whether the fault can be made in this column, given what the checks say of the pair as it is. */
  fits: (column: Sides, untouched: readonly CheckResult[], current: Table) => boolean
  /** Current with the fault, from the columns it needs. */
  inject: (current: Table, column: Sides, next: Random) => Table
  /** Needs every column of the table. */
  wholeTable?: true
  /** Current is compared with itself as it was. */
  againstItself?: true
  /** What a user would have said. */
  options?: (column: Sides) => Partial<CompareOptions>
}

export type Sides = MeasuredColumn & { reference: ColumnSummary; current: ColumnSummary }

type Change = (cell: Cell, next: Random, column: Sides) => Cell

/** A fault in a share of one column's cells that are not missing. */
const inCells =
  (share: number, change: Change): Fault["inject"] =>
  (current, column, next) =>
    replaced(current, column.name, ({ info, cells }) => ({
      info,
      cells: cells.map((cell) => (cell !== null && next() < share ? change(cell, next, column) : cell)),
    }))

function replaced(table: Table, name: string, change: (column: Column) => Column): Table {
  return mapColumns(onlyColumns(table, new Set([name])), change)
}

const isText = ({ reference }: Sides) => reference.length_max !== null
const isNumeric = ({ type, reference }: Sides) => type === "numeric" && reference.quantiles !== null
const isCategorical = (column: Sides) => column.type === "categorical" && isText(column)
const present = ({ rows, missing, infinite }: ColumnSummary) => rows - missing - infinite
const topShare = (side: ColumnSummary, place = 0) => (side.top.at(place)?.count ?? 0) / present(side)
const isIdentifier = (column: Sides) =>
  column.type === "identifier" &&
  column.reference.distinct === column.reference.rows &&
  column.current.distinct === column.current.rows
const isKnownWord = (column: Sides, value: string) =>
  /\p{Ll}|\p{Lu}/u.test(value) && column.new_categories.every((category) => category.value !== value)
const quantile = (side: ColumnSummary, percent: number) => side.quantiles?.[percent] ?? NaN
const spread = (side: ColumnSummary) => quantile(side, 95) - quantile(side, 5)
const extreme = (value: ColumnSummary["min"]) => (typeof value === "number" ? value : NaN)

/** Whether both sides have nearly the same quantiles, so that only the fault sets them apart. */
function stable(column: Sides): boolean {
  if (!isNumeric(column)) return false
  const { reference, current } = column
  const percents = [5, 10, 25, 50, 75, 90, 95]
  const different = new Set(percents.map((percent) => quantile(reference, percent))).size
  const off = percents.map((percent) => Math.abs(quantile(reference, percent) - quantile(current, percent)))
  return different >= 4 && Math.max(...off) <= 0.03 * spread(reference) && present(current) >= 100
}

const converted = (words: string, convert: (value: number) => number): Fault => ({
  check: "unit-change",
  words,
  fits: (column) => stable(column) && (column.reference.decimals_mean ?? 0) > 0,
  inject: inCells(1, (cell) => convert(Number(cell))),
})

export const faults: readonly Fault[] = [
  {
    check: "added-columns",
    words: "a column of ones is added",
    fits: isNumeric,
    inject: (current, { name }) => {
      const one = replaced(current, name, ({ info, cells }) => ({
        info: { ...info, name: "added" },
        cells: cells.map(() => 1),
      }))
      return new Map([...onlyColumns(current, new Set([name])), ["added", one.get(name)!]])
    },
  },
  {
    check: "missing-columns",
    words: "a column is dropped",
    fits: () => true,
    inject: (current, { name }) => new Map(Array.from(current).filter(([other]) => other !== name)),
    wholeTable: true,
  },
  {
    check: "renamed-column",
    words: "a column is renamed",
    fits: stable,
    inject: (current, { name }) => {
      const { info, cells } = current.get(name)!
      return new Map([[`${name}_new`, { info: { ...info, name: `${name}_new` }, cells }]])
    },
  },
  {
    check: "type-changed",
    words: "numbers are stored as text",
    fits: isNumeric,
    inject: (current, { name }) =>
      replaced(current, name, ({ info, cells }) => ({
        info: { ...info, kind: "string", storageType: "string", integer: false },
        cells: cells.map((cell) => (cell === null ? null : `${String(cell)} units`)),
      })),
  },
  {
    check: "row-count",
    words: "19 of 20 rows are lost after five whole deliveries",
    fits: isNumeric,
    inject: (current, { name }) => everyNth(onlyColumns(current, new Set([name])), 20),
    options: ({ current }) => ({ earlierRows: Array.from({ length: 5 }, () => current.rows) }),
  },
  {
    check: "duplicate-rows",
    words: "a third of the rows is loaded twice",
    fits: () => true,
    inject: (current) => {
      const rows = Array.from({ length: rowCount(current) }, (_, row) => row)
      return takeRows(current, [...rows, ...rows.filter((row) => row % 3 === 0)])
    },
    wholeTable: true,
  },
  {
    check: "missing-values",
    words: "a third of the values is lost",
    fits: ({ current }) => current.missing < current.rows / 2,
    inject: inCells(1 / 3, () => null),
  },
  { check: "empty-strings", words: "a quarter of the texts is empty", fits: isText, inject: inCells(0.25, () => "") },
  {
    check: "blank-strings",
    words: "a quarter of the texts is a space",
    fits: isText,
    inject: inCells(0.25, () => " "),
  },
  {
    check: "mixed-types",
    words: "numbers stored as text, 2 % of them with a unit",
    fits: isNumeric,
    inject: (current, { name }, next) =>
      replaced(current, name, ({ info, cells }) => ({
        info: { ...info, kind: "string", storageType: "string", integer: false },
        cells: cells.map((cell) => (cell === null ? null : `${String(cell)}${next() < 0.02 ? " kg" : ""}`)),
      })),
  },
  {
    check: "mixed-types",
    words: "10 % of the texts are numbers",
    fits: isCategorical,
    inject: inCells(0.1, (_, next) => String(Math.floor(next() * 1000))),
  },
  {
    check: "pattern",
    words: "a fifth of the codes lost its first sign",
    fits: ({ evidence }) => evidence.form !== null,
    inject: inCells(0.2, (cell) => `~${String(cell).slice(1)}`),
  },
  {
    check: "infinite-values",
    words: "1 % of the numbers is infinite",
    fits: isNumeric,
    inject: (current, { name }) =>
      replaced(current, name, ({ info, cells }) => ({
        info: { ...info, integer: false, storageType: "double" },
        cells: cells.map((cell, row) => (row % 100 === 0 ? Infinity : cell)),
      })),
  },
  {
    check: "constant-column",
    words: "every value is the most common one",
    fits: (column) => isCategorical(column) && topShare(column.reference) < 0.8,
    inject: inCells(1, (_, __, column) => column.reference.top[0].value),
  },
  {
    check: "near-constant",
    words: "all values but one are the most common one",
    fits: (column) => isCategorical(column) && topShare(column.reference) < 0.8 && present(column.current) > 100,
    inject: (current, column) =>
      replaced(current, column.name, ({ info, cells }) => {
        const most = column.reference.top[0].value
        const kept = cells.findIndex((cell) => cell !== null && cell !== most)
        return { info, cells: cells.map((cell, row) => (cell === null || row === kept ? cell : most)) }
      }),
  },
  {
    check: "new-categories",
    words: "10 % of the values are of a new category",
    fits: isCategorical,
    inject: inCells(0.1, () => "never seen before"),
  },
  {
    check: "missing-categories",
    words: "the second category is counted as the first",
    fits: (column) => isCategorical(column) && topShare(column.reference, 1) > 0.03 && present(column.reference) > 500,
    inject: inCells(1, (cell, _, { reference }) => (cell === reference.top[1].value ? reference.top[0].value : cell)),
  },
  {
    check: "category-spelling",
    words: "half of a category is written in other letters, with a space",
    fits: (column) =>
      isCategorical(column) && topShare(column.current) > 0.2 && isKnownWord(column, column.current.top[0].value),
    inject: inCells(0.5, (cell, _, { current }) => (cell === current.top[0].value ? ` ${cell.toUpperCase()}` : cell)),
  },
  {
    check: "mixed-nulls",
    words: "15 % of the texts are N/A",
    fits: isText,
    inject: inCells(0.15, () => "N/A"),
  },
  {
    check: "mixed-nulls",
    words: "10 % of the numbers are −999",
    fits: (column) => isNumeric(column) && farBelow(column.reference, -999) && extreme(column.current.min) > -999,
    inject: inCells(0.1, () => -999),
  },
  {
    check: "out-of-range",
    words: "a fifth of the numbers lies above the largest",
    fits: (column) => isNumeric(column) && spread(column.reference) > 0,
    inject: inCells(0.2, (_, next, { reference }) => extreme(reference.max) + (1 + next()) * spread(reference)),
  },
  {
    check: "extreme-values",
    words: "one number is a million times too large",
    fits: (column) => isNumeric(column) && spread(column.reference) > 0,
    inject: (current, column) =>
      replaced(current, column.name, ({ info, cells }) => {
        const at = cells.findIndex((cell) => cell !== null)
        const huge = 1e6 * Math.max(1, Math.abs(extreme(column.reference.max)), Math.abs(extreme(column.reference.min)))
        return { info, cells: cells.map((cell, row) => (row === at ? huge : cell)) }
      }),
  },
  {
    check: "invisible-characters",
    words: "a tenth of the texts begins with a zero-width space",
    fits: isText,
    inject: inCells(0.1, (cell) => `\u200b${String(cell)}`),
  },
  {
    check: "outlier-share",
    words: "a quarter of the numbers lies beyond the upper fence",
    fits: (column) =>
      isNumeric(column) && column.outside_fences !== null && column.outside_fences.high < extreme(column.reference.max),
    inject: inCells(0.25, (_, next, column) => between(column.outside_fences!.high, column.reference.max, 1 - next())),
  },
  {
    check: "negative-values",
    words: "15 % of the numbers lost their sign",
    fits: (column) => isNumeric(column) && column.reference.negative === 0,
    inject: inCells(0.15, (cell) => -1 - Number(cell)),
  },
  converted("km became m", (value) => value * 1000),
  converted("shares became percent", (value) => value * 100),
  converted("g became kg", (value) => value / 1000),
  converted("miles became km", (value) => value * 1.609344),
  converted("metres became feet", (value) => value / 0.3048),
  converted("°F became °C", (value) => ((value - 32) * 5) / 9),
  {
    check: "string-length",
    words: "5 % of the texts are three times as long",
    fits: (column) => isText(column) && (column.reference.length_max ?? 0) > 0 && present(column.current) > 100,
    inject: inCells(0.05, (cell, _, { reference }) => (cell as string).padEnd(3 * (reference.length_max ?? 0), "x")),
  },
  {
    check: "decimal-places",
    words: "fractions are rounded",
    fits: (column) => isNumeric(column) && Math.min(decimals(column.reference), decimals(column.current)) > 2.5,
    inject: inCells(1, (cell) => Math.round(Number(cell))),
  },
  {
    check: "decimal-places",
    words: "whole numbers come from a division",
    fits: (column) => isNumeric(column) && decimals(column.reference) === 0 && column.current.zeros === 0,
    inject: inCells(1, (cell) => Number(cell) / 1.037),
  },
  {
    check: "duplicate-columns",
    words: "another column is a copy",
    fits: (column) => isNumeric(column) && (column.current.distinct ?? 0) > 2,
    inject: (current, { name }) => {
      const other = Array.from(current.values()).find(({ info }) => info.name !== name && info.kind === "number")
      if (other === undefined) return onlyColumns(current, new Set([name]))
      const both = onlyColumns(current, new Set([name, other.info.name]))
      return mapColumns(both, ({ info }) => ({ info, cells: current.get(name)!.cells }))
    },
  },
  {
    check: "timestamp-gaps",
    words: "an eighth of the time is lost",
    fits: ({ type, reference, current }) =>
      type === "datetime" &&
      [reference, current].every(
        ({ time }) => (time?.largest_gap_ms ?? Infinity) * 40 < (time?.span_days ?? 0) * 864e5,
      ),
    inject: (current, { name }) => {
      const { cells } = current.get(name)!
      const instants = cells.filter((cell) => cell !== null).map(Number)
      const first = instants.reduce((a, b) => Math.min(a, b))
      const span = instants.reduce((a, b) => Math.max(a, b)) - first
      const lost = (cell: Cell) => cell !== null && Math.abs((Number(cell) - first) / span - 0.5) < 1 / 16
      return takeRows(
        onlyColumns(current, new Set([name])),
        cells.flatMap((cell, row) => (lost(cell) ? [] : [row])),
      )
    },
  },
  {
    check: "time-zone-shift",
    words: "times are five hours later",
    fits: ({ evidence, current }) =>
      hasDays(evidence.times?.current) && hasDays(evidence.times?.reference) && present(current) > 1000,
    inject: inCells(1, (cell) => Number(cell) + 5 * 36e5),
  },
  {
    check: "future-timestamps",
    words: "2 % of the years are a century late",
    fits: ({ type, reference }) => type === "datetime" && reference.time !== null,
    inject: inCells(0.02, (cell) => Number(cell) + 36525 * 864e5),
  },
  {
    check: "freshness",
    words: "current was delivered years ago",
    fits: ({ type, reference }) => type === "datetime" && reference.time !== null,
    inject: inCells(1, (cell) => Number(cell) - 20 * 365 * 864e5),
  },
  {
    check: "repeated-delivery",
    words: "the same rows are delivered again",
    fits: isNumeric,
    inject: (current) => current,
    wholeTable: true,
    againstItself: true,
  },
  {
    check: "data-age",
    words: "the newest row is years old (limit set to 30 days)",
    fits: ({ type, reference }) => type === "datetime" && reference.time !== null,
    inject: (current, { name }) => onlyColumns(current, new Set([name])),
    options: () => ({ perCheck: new Map([["data-age", { warn: 30 }]]) }),
  },
  {
    check: "duplicate-keys",
    words: "a fifth of the rows is delivered twice",
    fits: isIdentifier,
    inject: (current) => repeatRows(current, (row) => (row % 5 === 0 ? 2 : 1)),
    wholeTable: true,
  },
  {
    check: "join-explosion",
    words: "a join gives a tenth of the keys three rows",
    fits: isIdentifier,
    inject: (current) => repeatRows(current, (row) => (row % 10 === 0 ? 3 : 1)),
    wholeTable: true,
  },
  {
    check: "key-coverage",
    words: "a fifth of the keys is lost",
    fits: isIdentifier,
    inject: (current) => repeatRows(current, (row) => (row % 5 === 0 ? 0 : 1)),
    wholeTable: true,
    againstItself: true,
  },
  {
    check: "correlation-break",
    words: "a column's values are dealt out to other rows",
    fits: ({ name }, untouched) =>
      untouched.some(
        ({ id, column, warn_limit }) => id === "correlation-break" && column === name && warn_limit! < 0.45,
      ),
    inject: (current, { name }, next) =>
      new Map(
        Array.from(current, ([other, { info, cells }]) => [
          other,
          { info, cells: other === name ? shuffled(cells, next) : cells },
        ]),
      ),
    wholeTable: true,
  },
  {
    check: "row-order",
    words: "a fifth of the ends come before their starts",
    fits: ({ name }, untouched) =>
      untouched.some(({ id, column, warn_limit }) => id === "row-order" && column === name && warn_limit! < 0.15),
    inject: (current, { name, type, reference }, next) => {
      const back = type === "datetime" ? 36525 * 864e5 : 2 * (extreme(reference.max) - extreme(reference.min)) + 1
      const { info, cells } = current.get(name)!
      const moved = cells.map((cell) => (cell !== null && next() < 0.2 ? Number(cell) - back : cell))
      return new Map([...current, [name, { info, cells: moved }]])
    },
    wholeTable: true,
  },
  {
    check: "target-leakage",
    words: "a feature is computed from the target",
    fits: (column) => isLabel(column) && present(column.current) > 100,
    inject: (current, { name }) => {
      const { cells } = current.get(name)!
      const labels = Array.from(new Set(cells))
      const feature = Array.from(current.values()).find(({ info }) => info.kind === "number" && info.name !== name)
      if (feature === undefined) return onlyColumns(current, new Set([name]))
      const leak = { info: feature.info, cells: cells.map((cell) => (cell === null ? null : labels.indexOf(cell))) }
      return new Map([
        [name, current.get(name)!],
        [feature.info.name, leak],
      ])
    },
    options: ({ name }) => ({ roles: new Map([[name, "target"]]) }),
  },
  {
    check: "conflicting-labels",
    words: "a third of the rows is there with a second label",
    fits: (column, _, current) =>
      isLabel(column) && topShare(column.current, 1) > 0.1 && present(column.current) > 100 && tellsRowsApart(current),
    inject: (current, { name, current: side }) => {
      const plain = new Set(
        Array.from(current.values())
          .filter(({ info }) => info.kind === "number")
          .map(({ info }) => info.name),
      )
      const table = onlyColumns(current, new Set([...plain, name]))
      const rows = Array.from({ length: rowCount(table) }, (_, row) => row)
      const both = takeRows(table, [...rows, ...rows.filter((row) => row % 3 === 0)])
      const labels = Array.from(current.get(name)!.cells).filter(
        (cell) => cell !== null && side.top.slice(0, 2).some(({ value }) => value === String(cell)),
      )
      const [first] = labels
      const second = labels.find((cell) => cell !== first)!
      return mapColumns(both, ({ info, cells }) => ({
        info,
        cells:
          info.name !== name
            ? cells
            : cells.map((cell, row) => (row < rows.length ? cell : cell === first ? second : first)),
      }))
    },
    options: ({ name }) => ({ roles: new Map([[name, "target"]]) }),
  },
  {
    check: "rows-per-period",
    words: "seven of eight rows are lost",
    fits: ({ reference, current }) =>
      reference.time?.period === current.time?.period && (current.time?.rows_per_period.median ?? 0) >= 20,
    inject: (current, { name }) => everyNth(onlyColumns(current, new Set([name])), 8),
  },
]

const between = (low: number, high: ColumnSummary["max"], part: number) => low + (extreme(high) - low) * part
/** Few values of which none is nearly all. */
const isLabel = (column: Sides) =>
  (column.type === "boolean" || (column.type === "categorical" && isText(column))) &&
  (column.current.distinct ?? 0) < 20 &&
  topShare(column.current) < 0.8

/** Whether most rows differ in their numbers, so that labels do not conflict by nature. */
function tellsRowsApart(table: Table): boolean {
  const numbers = Array.from(table.values()).filter(({ info }) => info.kind === "number")
  const rows = Array.from({ length: rowCount(table) }, (_, row) => numbers.map(({ cells }) => cells[row]).join())
  return new Set(rows).size > 0.9 * rows.length
}

/** Each row as many times as told, one after the other. */
function repeatRows(table: Table, times: (row: number) => number): Table {
  const rows = Array.from({ length: rowCount(table) }, (_, row) => row)
  return takeRows(
    table,
    rows.flatMap((row) => Array.from({ length: times(row) }, () => row)),
  )
}

function shuffled(cells: readonly Cell[], next: Random): Cell[] {
  return cells
    .map((cell) => ({ cell, key: next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ cell }) => cell)
}

/** Whether the times of day are uneven enough to tell one hour from another. */
function hasDays(times: readonly number[] | undefined): boolean {
  const rows = times?.reduce((sum, n) => sum + n, 0) ?? 0
  const shifted = times?.reduce((sum, n, i) => sum + Math.abs(n - times[(i + 10) % times.length]), 0) ?? 0
  return rows > 0 && times!.filter((n) => n > 0).length > 2 && shifted / (2 * rows) > 0.3
}

const decimals = (side: ColumnSummary) => side.decimals_mean ?? 0

function farBelow(reference: ColumnSummary, value: number): boolean {
  const [low, high] = [extreme(reference.min), extreme(reference.max)]
  return low - value > high - low
}

function everyNth(table: Table, n: number): Table {
  return takeRows(
    table,
    Array.from({ length: Math.floor(rowCount(table) / n) }, (_, i) => i * n),
  )
}
