import type { ColumnResult, DatasetFacts, RenderOptions, Report, Reporter } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { contextOf, type Context } from "../report/context.js"
import {
  comparison,
  hasQuietDrift,
  isOfModel,
  hasQuietFinding,
  plain,
  shareFigures,
  verdictNotes,
  verdictSentence,
  verdictTitle,
  isUnusual,
} from "../report/copy.js"
import { isAccepted, isDrifted } from "../words/accepted.js"
import { cutEnd, cutMiddle, nameText, readable, visible } from "../words/escape.js"
import { count, duration, known, number, plural, share, times } from "../words/format.js"
import { scoreBar, styleOf, type Style } from "../report/terminal.js"
import { schemaFindings, schemaWords } from "../judge/schema-changes.js"
import { wrapped } from "../words/wrap.js"
import { courseNotes } from "../report/trend-words.js"
import { findingGroups, type Finding } from "../report/findings.js"
import { estimatesHold, metricLabels } from "../words/metric.js"
import { chunksSentence } from "../words/chunks.js"
import { labelShiftSentence } from "../words/shift.js"
import { estimatesLast, inOrder } from "../report/view-metrics.js"
import { driftedIn, hiddenIn, segmentName, segmentsSentence } from "../report/view-segments.js"
import { togetherSentence } from "../report/view-together.js"
import { inOneLine, whatChanged } from "../judge/what-changed.js"
import { coverageText, delayText, unusedRows } from "../words/labels.js"
import { askedSentence, budgetWords, costSentence, largestSpenders, linkWords, spenderWords } from "../words/llm.js"
import { fetchedText, tableText } from "../words/stores.js"
import { howFar } from "../words/ratio.js"

async function render(untrusted: Report, options: RenderOptions): Promise<string> {
  const style = await styleOf(options)
  const context = contextOf(readable(untrusted, (text) => style.letters(visible(text))))
  const blocks = [
    sides(context.report, style),
    schema(context, style),
    columns(context, style, options),
    metrics(context, style, options),
    chunks(context, style, options),
    shift(context, style, options),
    proxies(context, style, options),
    llm(context, style),
    findings(context, style, options),
    segments(context, style, options),
    together(context, style, options),
    notes(context, style, options),
    verdict(context, style, options),
  ]
  const text = blocks
    .filter((block) => block.length > 0)
    .map((block) => block.join("\n"))
    .join("\n\n")
  return `${style.letters(text).replace(/[^\S\n]+$/gm, "")}\n`
}

// ---------------------------------------------------------------- the two sides

function sides(report: Report, style: Style): string[] {
  return kindOf(report).hasReference ? bothSides(report, style) : oneSide(report, style)
}

function oneSide(report: Report, { path: pathLength }: Style): string[] {
  const { sides: words } = kindOf(report)
  const { rows, columns: n } = report.current
  const size = rows === null ? "" : `  ${plural(rows, "row")}, ${plural(n ?? 0, "column")}`
  const contract = report.reference.path
  return titled([
    ...(contract === "" ? [] : [[words.reference, cutMiddle(contract, pathLength)] as const]),
    [words.current, `${cutMiddle(shownPath(report.current), pathLength)}${size}`],
    ...storeLine(report.current),
    ...labelLines(report, pathLength),
  ])
}

/** Which version of a table was read, and what was fetched of it; none for a file of this machine. */
function storeLine({ table, fetched }: DatasetFacts): [title: string, text: string][] {
  const texts = [
    ...(table === undefined ? [] : [tableText(table)]),
    ...(fetched === undefined ? [] : [fetchedText(fetched)]),
  ]
  return texts.length === 0 ? [] : [["", texts.join(", ")]]
}

/** The label files: how many predictions have a label, how late labels came, and what became of the other rows. */
function labelLines({ labels }: Report, pathLength: number): [title: string, text: string][] {
  if (labels === undefined) return []
  const lines = [labels.reference, labels.current].flatMap((facts): [string, string][] => {
    if (facts === null) return []
    const more = [delayText(facts) ?? "", unusedRows(facts).join(", ")].filter((line) => line !== "")
    return [
      ["Labels", `${cutMiddle(facts.path, pathLength)}  ${coverageText(facts)}`],
      ...more.map((line): [string, string] => ["", line]),
    ]
  })
  // Both sides of a gate usually have the same labels.
  return lines.filter((line, i) => lines.findIndex((other) => other.join() === line.join()) === i)
}

/** Lines with a title each, their texts one below the other. */
function titled(lines: readonly (readonly [title: string, text: string])[]): string[] {
  const longest = Math.max(...lines.map(([title]) => title.length))
  return lines.map(([title, text]) => `  ${title.padEnd(longest)}  ${text}`)
}

/** The file as it was named; what came in on standard input by its label. */
function shownPath({ path, label }: Pick<DatasetFacts, "path" | "label">): string {
  return path === "-" ? label : path
}

function bothSides(report: Report, { path: pathLength }: Style): string[] {
  const { reference, current, setup } = report
  const { sides: words } = kindOf(report)
  const facts = [reference, current].map(({ rows, columns: n, ...side }) => ({
    path: cutMiddle(shownPath(side), pathLength),
    rows: known(rows, (value) => plural(value, "row")),
    columns: known(n, (value) => plural(value, "column")),
  }))
  const path = Math.max(...facts.map((side) => side.path.length))
  const long = Math.max(...facts.map((side) => side.rows.length))
  const [first = "", second = ""] = facts.map(
    (side) => `${side.path.padEnd(path)}  ${side.rows.padStart(long)}, ${side.columns}`,
  )
  const found = setup.config_found ? setup.config_path : null
  return titled([
    [words.reference, first],
    ...storeLine(reference),
    [words.current, second],
    ...storeLine(current),
    ...labelLines(report, pathLength),
    ...(found === null ? [] : [["Settings", cutMiddle(found, pathLength)] as const]),
  ])
}

// ---------------------------------------------------------------- the two lists of columns

const mostSchemaNames = 4

/** What changed in the lists of columns, a line for each kind of change: "removed  year, dep_time". */
function schema({ report }: Context, { paint, name }: Style): string[] {
  const findings = schemaFindings(report)
  const kinds = Array.from(new Set(findings.map(({ kind }) => kind)))
  return kinds.map((kind, i) => {
    const changes = findings.filter((finding) => finding.kind === kind)
    const shown = changes.slice(0, mostSchemaNames).map((finding) => {
      const { column, reference, current } = finding
      if (reference === null || current === null) return name(column)
      return kind === "renamed" ? `${name(column)} → ${name(current)}` : `${name(column)} (${reference} → ${current})`
    })
    const rest = changes.length > shown.length ? [`${count(changes.length - shown.length)} more`] : []
    const head = i === 0 ? paint.bold("Schema") : "      "
    return `  ${head}     ${schemaWords[kind].padEnd(8)}  ${[...shown, ...rest].join(", ")}`
  })
}

// ---------------------------------------------------------------- columns

const mostReasons = 20

function columns(context: Context, style: Style, { all, width }: RenderOptions): string[] {
  const { columnStates } = kindOf(context.report)
  const telling = context.columns.filter(({ status }) => columnStates.includes(status))
  // Where nothing could be tested, why is the answer.
  const untested = telling.length <= mostReasons && telling.every(({ status }) => status === "not_tested")
  const listed = telling.filter(
    (column) =>
      all ||
      untested ||
      column.status === "drift" ||
      column.status === "error" ||
      column.watched === true ||
      isUnusual(column),
  )
  const rest = others(telling, listed)
  const foot = rest === null ? [] : [style.paint.dim(`  ${rest}`)]
  return listed.length === 0 ? foot : [...table(listed, context, style, width), ...foot]
}

/** "19 more columns without drift, 2 not tested. List them with --all." */
function others(columns: readonly ColumnResult[], listed: readonly ColumnResult[]): string | null {
  if (listed.length === columns.length) return null
  const quiet = columns.filter((column) => column.status === "ok" && !listed.includes(column)).length
  const untested = columns.filter(({ status }) => status === "not_tested").length
  const more = `${count(quiet)} ${listed.length > 0 ? "more " : ""}${quiet === 1 ? "column" : "columns"} without drift`
  const parts = [...(quiet > 0 ? [more] : []), ...(untested > 0 ? [`${count(untested)} not tested`] : [])]
  return `${parts.join(", ")}. List them with --all.`
}

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

function table(listed: readonly ColumnResult[], context: Context, style: Style, width: number): string[] {
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

// ---------------------------------------------------------------- checks

/** Groups of findings that a terminal shows without --all. */
const mostFindings = 10
/** Characters of a finding's message without --all: two lines of most terminals. */
const longestMessage = 160

/** The findings by column: of each the most telling one, with the names of the others; with --all each of them in a line. */
function findings(context: Context, style: Style, options: RenderOptions): string[] {
  const { all } = options
  const { report, check } = context
  const { paint, signs } = style
  const groups = findingGroups(report)
  const shown = all ? groups : groups.slice(0, mostFindings)
  const rest = groups.slice(shown.length).flatMap((group) => group.findings).length
  const lines = [
    ...shown.flatMap((group) => groupLines(group.findings, style, options)),
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more finding")}. List them with --all.`)] : []),
  ]
  const passed = report.checks.filter(({ status }) => status === "pass")
  if (passed.length === 0) return lines
  if (!all) {
    return [...lines, paint.dim(`  ${plural(passed.length, lines.length > 0 ? "other check" : "check")} passed.`)]
  }
  const ids = [...new Set(passed.map(({ id }) => id))]
  const times = (id: string) => passed.filter((each) => each.id === id).length
  return [
    ...lines,
    ...ids.map((id) => paint.dim(`${signs.ok} passed  ${check(id).title} (${plural(times(id), "result")})`)),
  ]
}

/** The most telling finding and whatever else fails, each in a line; what only warns beside them by the names of its checks. */
function groupLines([first, ...others]: readonly Finding[], style: Style, options: RenderOptions): string[] {
  const { all } = options
  const whole = others.filter(({ status, rule }) => all || status !== "warn" || rule !== undefined)
  const names = new Set(others.filter((finding) => !whole.includes(finding)).map(({ id }) => id))
  const also = names.size === 0 ? [] : [style.paint.dim(`           also ${Array.from(names).join(", ")}`)]
  return [...[first, ...whole].flatMap((finding) => findingLines(finding, style, options)), ...also]
}

function findingLines(finding: Finding, { paint, signs, letters }: Style, options: RenderOptions): string[] {
  const { column, status, message } = finding
  const loud = status === "warn" ? paint.yellow : paint.red
  const word = { fail: "failed", warn: "warning", error: "error" }[status].padEnd(7)
  // Most messages speak of the column's values, some name the column themselves.
  const about = column === null || message.startsWith(column) ? "" : nameText(column, 32, letters("…"))
  const text = options.all ? message : cutEnd(message, longestMessage)
  return sentence({ mark: `${signs[status]} ${word}`, about, text }, { mark: loud, about: paint.bold }, options)
}

interface Sentence<Part> {
  mark: Part
  about: Part
}

/** "mark  about: text" broken into the width of a terminal, the text below itself, its mark and what it is about in their colours. */
function sentence(
  { mark, about, text }: Sentence<string> & { text: string },
  colors: Sentence<(text: string) => string>,
  { width, wrap }: RenderOptions,
): string[] {
  const head = about === "" ? "" : `${about}: `
  const [first, ...rest] = wrapped(head + text, wrap ? width : null, `${mark}  `)
  const said = first.slice(mark.length + 2)
  const whole = about !== "" && said.startsWith(`${about}:`)
  return [`${colors.mark(mark)}  ${whole ? colors.about(about) + said.slice(about.length) : said}`, ...rest]
}

// ---------------------------------------------------------------- metrics

const mostMetrics = 10

/** The figures that failed or warn, and with --all every one; then how many there are beside them. */
function metrics({ report }: Context, { paint, signs, letters }: Style, options: RenderOptions): string[] {
  const { all } = options
  const ordered = inOrder(report.metrics)
  const telling = ordered.filter(
    ({ status, unsure }) => unsure || status === "fail" || status === "warn" || status === "error",
  )
  const ofAllRows = ordered.filter(({ labels, value }) => value !== null && Object.keys(labels).length === 0)
  const shown = all ? ordered : estimatesLast([...new Set([...telling, ...ofAllRows])]).slice(0, mostMetrics)
  const lines = shown.flatMap(({ status, unsure, labels, message }) => {
    const loud = {
      fail: paint.red,
      error: paint.red,
      warn: paint.yellow,
      pass: paint.dim,
      no_limit: paint.dim,
      not_applicable: paint.dim,
    }[status]
    const sign = {
      fail: signs.fail,
      error: signs.error,
      warn: signs.warn,
      pass: signs.ok,
      no_limit: signs.not_tested,
      not_applicable: signs.not_tested,
    }[status]
    const word =
      status === "fail"
        ? "failed "
        : status === "error"
          ? "error  "
          : status === "warn"
            ? "warning"
            : unsure
              ? "unsure "
              : "metric "
    const rows = metricLabels(labels)
    const about = rows === "" ? "" : nameText(rows, 40, letters("…"))
    return sentence({ mark: `${sign} ${word}`, about, text: message }, { mark: loud, about: paint.bold }, options)
  })
  const rest = ordered.length - shown.length
  return [...lines, ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more figure")}. List them with --all.`)] : [])]
}

/** How many chunks each estimated figure leaves its limits in. */
function chunks({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const found = report.performance?.chunks
  if (found === undefined) return []
  return [
    ...found.figures.flatMap((figure) => {
      const isOutside = figure.values.some(({ alert, realised_alert }) => alert || realised_alert)
      const look = { mark: isOutside ? paint.yellow : paint.dim, about: paint.bold }
      const mark = `${isOutside ? signs.warn : signs.ok} chunks `
      return sentence({ mark, about: "", text: chunksSentence(figure, found) }, look, options)
    }),
    ...wrapped(estimatesHold, options.wrap ? options.width : null, "  ").map((line) =>
      paint.dim(`  ${line.trimStart()}`),
    ),
  ]
}

const mostChanges = 3

/** Where the errors changed in the order of time, why the loss did, and what predictions say of the mix of labels. */
function shift({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const { shift: facts, changes = [] } = report.performance ?? {}
  const shown = options.all ? changes : changes.slice(0, mostChanges)
  const lines = shown.flatMap(({ message }) =>
    sentence(
      { mark: `${signs.warn} change `, about: "", text: message },
      { mark: paint.yellow, about: paint.bold },
      options,
    ),
  )
  const rest = changes.length - shown.length
  const more = rest > 0 ? [paint.dim(`  ${plural(rest, "more change")} of the errors. List them with --all.`)] : []
  if (facts === undefined) return [...lines, ...more]
  const { verdict, message, label_shift: labels } = facts
  const isConcept = verdict === "concept"
  const mark = `${isConcept ? signs.warn : verdict === "no_verdict" ? signs.not_tested : signs.ok} concept`
  const looks = { mark: isConcept ? paint.yellow : paint.dim, about: paint.bold }
  return [
    ...lines,
    ...more,
    ...sentence({ mark, about: "", text: message }, looks, options),
    ...(labels === null || !options.all
      ? []
      : sentence({ mark: `${signs.not_tested} labels `, about: "", text: labelShiftSentence(labels) }, looks, options)),
  ]
}

/** What each proxy says; those that say nothing with --all, or where none says anything. */
function proxies({ report }: Context, { paint, signs }: Style, options: RenderOptions): string[] {
  const { state, proxies: all = [] } = report.proxies ?? {}
  const telling = all.filter(({ usable }) => options.all || state === "unknown" || usable)
  const lines = telling.flatMap(({ status, message }) => {
    const isBad = status === "degraded"
    const mark = `${isBad ? signs.warn : status === "fine" ? signs.ok : signs.not_tested} proxy  `
    return sentence(
      { mark, about: "", text: message },
      { mark: isBad ? paint.yellow : paint.dim, about: paint.bold },
      options,
    )
  })
  const rest = all.length - telling.length
  return [
    ...lines,
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "proxy", "proxies")} not usable. List with --all.`)] : []),
  ]
}

// ---------------------------------------------------------------- requests of an LLM application

const mostSpenders = 3

/** What requests cost and who spends most, what goes with feedback, how many answers are bad, and what was sent where. */
function llm({ report }: Context, { paint, signs, name, letters }: Style): string[] {
  const { llm: facts } = report
  if (facts === undefined) return []
  const { cost, spending, feedback, worst, asked } = facts
  const ellipsis = letters("…")
  return titled([
    ...(cost === null ? [] : [["Cost", costSentence(cost)] as const]),
    ...spending.map((each) => {
      const over = each.over_budget > 0 ? `${paint.red(signs.fail)} ` : ""
      const budget = budgetWords(each)
      return [
        `by ${spenderWords[each.by].one}`,
        `${over}${budget === null ? "" : `${budget}: `}${largestSpenders(each, mostSpenders)}`,
      ] as const
    }),
    ...feedback
      .slice(0, mostSpenders)
      .map((link) => ["Moves with", `${name(link.outcome)}: ${name(link.column)} ${linkWords(link)}`] as const),
    ...(worst.length === 0
      ? []
      : [
          [
            "Worst marks",
            worst
              .slice(0, mostSpenders)
              .map(
                ({ id, row, score }) =>
                  `${id === null ? `row ${count(row)}` : nameText(id, 36, ellipsis)} ${number(score)}`,
              )
              .join(", "),
          ] as const,
        ]),
    ...asked.map((each) => ["Sent", `${kindOf(report).sides[each.side]}, ${askedSentence(each)}`] as const),
  ])
}

// ---------------------------------------------------------------- segments

const mostSegmentLines = 10

/** What is found by parts of the rows, and each part that drifts with its furthest columns. */
function segments(
  { report }: Context,
  { paint, signs, letters, name }: Style,
  { width, wrap }: RenderOptions,
): string[] {
  const short = (text: string) => nameText(text, 32, letters("…"))
  /** The lines of "mark title  text", the title in bold. */
  const broken = (mark: string, title: string, text: string, before = "") => {
    const [first, ...rest] = wrapped(`${before}${title}  ${text}`, wrap ? width - 4 : null)
    return [
      `${mark} ${before}${paint.bold(title)}${first.slice(before.length + title.length)}`,
      ...rest.map((line) => `    ${line}`),
    ]
  }
  return (report.segments ?? []).flatMap((group) => {
    const drifted = group.segments.filter((segment) => segment.drifted_columns > 0)
    const told = drifted.slice(0, mostSegmentLines)
    const lines = told.flatMap((segment) => {
      const hidden = new Set(hiddenIn(segment, report.columns))
      const named = driftedIn(segment)
        .slice(0, 3)
        .map((column) => `${name(column.name)} ${times(column.ratio)}${hidden.has(column) ? " (not as a whole)" : ""}`)
      const of = `${count(segment.drifted_columns)} of ${plural(segment.tested_columns, "column")}`
      const value = short(segmentName(segment.value))
      const said = `${of}: ${named.join(", ")}${segment.drifted_columns > 3 ? ", …" : ""}`
      return broken(paint.red(signs.drift), value, said)
    })
    const rest = drifted.length - told.length
    return [
      ...broken(" ", short(group.column), segmentsSentence(group, report.columns), "Segments of "),
      ...lines,
      ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more segment")} in the report.`)] : []),
    ]
  })
}

// ---------------------------------------------------------------- all columns together

function together({ report }: Context, { paint, signs, name }: Style, { width, wrap }: RenderOptions): string[] {
  return report.multivariate.flatMap((result) => {
    const top = result.columns.filter((column) => column.share > 0).slice(0, 3)
    const named = top.map((column) => `${name(column.name)} ${share(column.share)}`).join(", ")
    const sign = result.status === "drift" ? paint.red(signs.drift) : signs[result.status]
    const said = `${togetherSentence(result)}${named === "" ? "" : ` Most by ${named}.`}`
    const [first, ...rest] = wrapped(`  ${said}`, wrap ? width : null, `  ${result.title}`)
    return [`${sign} ${paint.bold(result.title)}${first.slice(2 + result.title.length)}`, ...rest]
  })
}

// ---------------------------------------------------------------- notes on the files and the figures

const mostNotes = 5

function notes({ report }: Context, { paint, signs }: Style, { all, width, wrap }: RenderOptions): string[] {
  const mark = `${signs.warn} note   `
  const shown = all ? report.warnings : report.warnings.slice(0, mostNotes)
  const rest = report.warnings.length - shown.length
  return [
    ...shown.flatMap((warning) =>
      wrapped(warning, wrap ? width : null, `${mark}  `).map((line, i) =>
        i === 0 ? paint.yellow(mark) + line.slice(mark.length) : line,
      ),
    ),
    ...(rest > 0 ? [paint.dim(`  ${plural(rest, "more note")}. List them with --all.`)] : []),
  ]
}

// ---------------------------------------------------------------- the verdict, last, where the eye is

function verdict({ report }: Context, { paint, signs }: Style, { reportPath, width, wrap }: RenderOptions): string[] {
  const { drift, setup } = report
  const { status } = report.verdict
  const { sign, loud } = {
    drift: { sign: signs.drift, loud: paint.red },
    checks_failed: { sign: signs.fail, loud: paint.red },
    metrics_failed: { sign: signs.fail, loud: paint.red },
    no_verdict: { sign: signs.fail, loud: paint.magenta },
    promote: { sign: signs.ok, loud: paint.green },
    reject: { sign: signs.fail, loud: paint.red },
    undecided: { sign: signs.warn, loud: paint.yellow },
    no_drift: hasQuietFinding(report)
      ? { sign: signs.warn, loud: paint.yellow }
      : { sign: signs.ok, loud: paint.green },
  }[status]
  const { share: drifted, threshold } = shareFigures(report)
  const compared = `share ${drifted} ${drift.drift_share >= drift.drift_share_threshold ? "≥" : "<"} ${threshold}`
  const tested = `${count(drift.drifted_columns)} of ${plural(drift.tested_columns, "tested column")}`
  const figures = hasQuietDrift(report) ? compared : drift.by_periods === undefined ? `${tested}, ${compared}` : tested
  const alone = drift.by_periods?.table === true && drift.drifted_columns === 0
  const inFull = status === "no_verdict" || alone || drift.tested_columns === 0 || isOfModel(report)
  const said = inFull ? plain(verdictSentence(report)) : figures
  const took = duration(setup.duration_ms)
  const title = `${sign} ${verdictTitle(report)}`
  const room = wrap ? width : null
  return [
    ...wrapped(`${title}${isOfModel(report) ? "." : ":"} ${said}`, room).map((line, i) =>
      i === 0 && line.startsWith(title) ? loud.bold(title) + line.slice(title.length) : `  ${line.trimStart()}`,
    ),
    ...[...verdictNotes(report), ...courseNotes(report)].flatMap((note) => wrapped(note, room, "  ")),
    paint.dim(reportPath === null ? `  ${took}` : `  Report  ${visible(reportPath)}   ${took}`),
  ]
}

export default {
  meta: {
    title: "Table",
    description: "A table for the terminal: what drifted, what failed, the verdict last.",
    file: null,
    stdout: true,
  },
  render,
} satisfies Reporter
