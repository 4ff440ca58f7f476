import type { ColumnResult } from "../../model.js"
import type { Context } from "../context.js"
import { comparison, isUnusual } from "../copy.js"
import { isAccepted, isDrifted } from "../../words/accepted.js"
import { cutEnd, cutMiddle } from "../../words/escape.js"
import { share, times } from "../../words/format.js"
import { scoreBar, type Style } from "./style.js"
import { inOneLine, whatChanged } from "../../judge/what-changed.js"
import { howFar } from "../../words/ratio.js"

/** A cell of the table. */
interface Cell {
  content: string
  hAlign?: "left" | "right"
}

/** The threshold stands right after the score and needs no head of its own. */
const heads = ["", "Column", "Method", "Score", "", "Score / threshold", "What changed", "Missing"]

const right = [false, false, false, true, false, true, false, true]

/** Which cells a row has, and how long its score bar is. */
interface Layout {
  bar: number
  method: boolean
  score: boolean
}

/** From wide to narrow: the bar gives way before the method, this before the score, and what changed last of all. */
const layouts: readonly Layout[] = [
  { bar: 20, method: true, score: true },
  { bar: 10, method: true, score: true },
  { bar: 0, method: true, score: true },
  { bar: 0, method: false, score: true },
  { bar: 0, method: false, score: false },
]

/** Narrowest that what changed becomes, and the room that it may claim from other cells. */
const leastRoom = 22

const mostRoom = 32

export function table(listed: readonly ColumnResult[], context: Context, style: Style, width: number): string[] {
  const { missing } = style
  const longest = Math.max(...listed.map((column) => length(whatChanged(column)?.text ?? "")))
  const wanted = Math.max(leastRoom, Math.min(mostRoom, longest))
  const [tightest] = layouts.slice(-1)
  const drawn = (layout: Layout) => firstCells(listed, context, style, layout)
  const room = (layout: Layout) => roomLeft(drawn(layout), width, missing)
  const layout =
    layouts.find((each) => (missing || each.bar < 20) && room(each) >= (each.method ? wanted : leastRoom)) ?? tightest
  const change = room(layout) >= Math.min(leastRoom, longest)
  const [head, ...first] = drawn(layout)
  const titles = [...(change ? [6] : []), ...(missing ? [7] : [])].map((i) => headCell(i, style))
  const last = listed.map((column) => [
    ...(change ? [cell(toldIn(column, room(layout), layout))] : []),
    ...(missing ? [cell(missingIn(column), true)] : []),
  ])
  const all = new style.Table({
    chars: bare,
    style: { head: [], border: [], "padding-left": 0, "padding-right": 2, compact: true },
  })
  all.push([...head, ...titles], ...first.map((cells, i) => [...cells, ...(last[i] ?? [])]))
  const [top = "", ...lines] = all.toString().split("\n")
  return [top, ...lines.map((line, i) => withReason(line, listed[i], style))].map((line) => line.replace(margin, "$1"))
}

const headCell = (i: number, { paint }: Style) => cell(paint.dim(heads[i]), right[i])

/** The cells of the head and of every row before what changed. */
function firstCells(listed: readonly ColumnResult[], context: Context, style: Style, layout: Layout): Cell[][] {
  const ratio = layout.bar === 0 ? cell(style.paint.dim("Ratio"), true) : headCell(5, style)
  const head = [...[0, 1, 2, 3, 4].map((i) => headCell(i, style)), ratio]
  return [head, ...listed.map((column) => row(column, context, style, layout.bar))].map((cells) =>
    fitting(cells, layout),
  )
}

/** What changed takes the room that the other cells leave. */
function roomLeft(rows: readonly Cell[][], width: number, missing: boolean): number {
  const taken = rows[0].map((_, i) => Math.max(...rows.map((cells) => length(cells[i].content))) + 2)
  const rest = width - taken.reduce((sum, each, i) => sum + (i === 0 ? 2 : each), 0)
  return rest - (missing ? heads[7].length + 2 : 0)
}

// eslint-disable-next-line no-control-regex -- the colours' own escapes
const escapes = /\u001b\[\d+m/g

/** The sign stands in the margin: one blank after it, not two. */
// eslint-disable-next-line no-control-regex -- the colours' own escapes
const margin = /^((?:\u001b\[\d+m)*\S?(?:\u001b\[\d+m)* ?) /

/** Stands where the reason of a column without an answer goes: it takes no room, and no name holds it, because names are spelt out. */
const mark = "\u0000"

const length = (text: string) => Array.from(text.replace(escapes, "")).length

const cell = (content: string, toRight = false): Cell => ({ content, hAlign: toRight ? "right" : "left" })

/** A line with the reason in place of the empty cells from its mark on. */
function withReason(line: string, column: ColumnResult | undefined, { paint, letters }: Style): string {
  const loud = column?.status === "error" ? paint.red : paint.dim
  return line.replace(/\0( *)/, (_, blanks: string) => {
    const text = letters(cutMiddle(column?.reason ?? "", Math.max(8, blanks.length - 1)))
    return loud(text) + " ".repeat(Math.max(0, blanks.length - length(text)))
  })
}

/** The cells up to the score bar, which is so long; a column without an answer has a mark there. */
function row(column: ColumnResult, context: Context, { paint, signs, bar, name }: Style, longBar: number): Cell[] {
  const loud = isDrifted(column) || column.status === "error" ? paint.red : isUnusual(column) ? paint.yellow : paint.dim
  const quiet = isUnusual(column) ? signs.warn : isAccepted(column) ? signs.ok : signs[column.status]
  const start = [cell(loud(quiet)), cell(paint.bold(name(column.name)))]
  if (column.method === null) return [...start, cell(mark), cell(""), cell(""), cell("")]
  const { method, score, sign, threshold } = comparison(column)
  const drawnBar = longBar === 0 ? "" : `${loud(scoreBar(howFar(column), { ...bar, length: longBar }))}  `
  return [
    ...start,
    cell(context.method(method).short_title),
    cell(score, true),
    cell(`${sign} ${threshold}`),
    cell(`${drawnBar}${times(column.ratio).padStart(5)}`, true),
  ]
}

/** The cells that a layout has. A reason moves to what is left. */
function fitting(cells: Cell[], { method, score }: Layout): Cell[] {
  const kept = cells.filter((_, i) => (i !== 2 || method) && ((i !== 3 && i !== 4) || score))
  if (cells[2].content === mark) kept[2] = cell(score ? mark : "")
  return kept
}

/** What changed; why a column has no answer, where no other cell has room for it. */
const toldIn = (column: ColumnResult, room: number, { score }: Layout) =>
  column.method === null && !score ? cutEnd(column.reason, room) : changeIn(column, room)

/** With its note where there is room. Both figures are kept; the category gives way. */
function changeIn(column: ColumnResult, room: number): string {
  const change = whatChanged(column, Math.max(6, room - 16))
  if (change === null) return ""
  const whole = inOneLine(change)
  return length(whole) <= room ? whole : cutEnd(change.text, room)
}

function missingIn({ reference, current }: ColumnResult): string {
  const side = current ?? reference
  return side && side.rows > 0 ? share(side.missing / side.rows) : "–"
}

/** No border anywhere. */
const bare = Object.fromEntries(
  ["top", "bottom", "left", "right", "mid"]
    .flatMap((side) => [side, `${side}-mid`, `${side}-left`, `${side}-right`])
    .concat("middle")
    .map((place) => [place, ""]),
)
