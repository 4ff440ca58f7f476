import type { ColumnResult, LlmFacts, MetricRole, MovedTexts, Report, Spending } from "../model.js"
import { kindOf } from "../kinds/kinds.js"
import { cutEnd, nameHtml, nameText } from "../words/escape.js"
import { capital, count, number, plural, pValue, share } from "../words/format.js"
import { askedSentence, budgetWords, costSentence, dollars, linkWords, spenderWords } from "../words/llm.js"
import { dayBars } from "./charts/day-bars.js"
import { histogram } from "./charts/histogram.js"
import type { Context } from "./context.js"
import { categoriesView, type CategoriesView } from "./view-categories.js"

/** What traces show beside their figures: who spends, how answers arrive and end, what goes with feedback, the worst answers. */
export interface LlmView {
  note: string
  alone: boolean
  days: { note: string; svg: string } | null
  spenders: SpendersView[]
  speeds: { title_html: string; id: string; note: string; svg: string }[]
  finish: { name_html: string; id: string; categories: CategoriesView } | null
  links: { outcome_html: string; column_html: string; correlation: string; p: string; rows: string }[]
  worst: WorstView | null
  moved: MovedView[]
  asked: string[]
}

interface SpendersView {
  title: string
  note: string
  head: string
  rows: { name: string; over: boolean; usd: string; reference: string; requests: string; share: string }[]
}

interface WorstView {
  marks: string[]
  texts: boolean
  rows: { name: string; model: string; score: string; marks: string[]; prompt: string; response: string }[]
}

interface MovedView {
  name_html: string
  note: string
  texts: boolean
  rows: { name: string; likelihood: string; text: string }[]
}

/** Characters of a text that a table of the page shows. */
const longestText = 300

export function llmView(context: Context): LlmView | null {
  const { report } = context
  const { llm } = report
  if (llm === undefined) return null
  const view = {
    note: llm.cost === null ? "No request has a cost." : costSentence(llm.cost),
    alone: !kindOf(report).hasReference,
    days: daysOf(llm),
    spenders: llm.spending.filter(({ by }) => by !== "day").map((each) => spendersOf(each, llm)),
    speeds: (["latency", "ttft"] as const).flatMap((role) => speedOf(role, context)),
    finish: finishOf(context),
    links: llm.feedback.map((link) => ({
      outcome_html: nameHtml(link.outcome),
      column_html: nameHtml(link.column),
      correlation: linkWords(link),
      p: pValue(link.p_value_adjusted),
      rows: count(link.rows),
    })),
    worst: worstOf(llm),
    moved: llm.moved.filter(({ rows }) => rows.length > 0).map(movedOf),
    asked: llm.asked.map((each) => `${kindOf(report).sides[each.side]}, ${askedSentence(each)}.`),
  }
  return isEmpty(view) ? null : view
}

const isEmpty = ({ days, speeds, finish, ...lists }: LlmView) =>
  days === null &&
  finish === null &&
  lists.worst === null &&
  [lists.spenders, speeds, lists.links, lists.moved, lists.asked].every(({ length }) => length === 0)

function daysOf({ spending }: LlmFacts): LlmView["days"] {
  const days = spending.find(({ by }) => by === "day")
  if (days === undefined) return null
  const sentence = [
    days.budget === null ? `${plural(days.groups, "day")} (UTC), no budget` : `${budgetWords(days) ?? ""} (dashed)`,
    ...(days.groups > days.listed.length ? [`the latest ${count(days.listed.length)} are shown`] : []),
  ].join("; ")
  return { note: `${sentence}.`, svg: dayBars(days.listed, days.budget, "Cost by day") }
}

function spendersOf(spending: Spending, { cost }: LlmFacts): SpendersView {
  const { by, budget, groups, listed, other_usd: others } = spending
  const { one, many } = spenderWords[by]
  const all = cost?.usd ?? 0
  const rest = groups - listed.length
  return {
    title: `Cost by ${one}`,
    head: capital(one),
    note: [
      budgetWords(spending) ?? plural(groups, one, many),
      ...(rest > 0 ? [`${count(rest)} more cost ${dollars(others)} together`] : []),
    ].join("; "),
    rows: listed.map(({ value, usd, requests, reference_usd: before }) => ({
      name: cutEnd(value, 60),
      over: budget !== null && usd > budget,
      usd: dollars(usd),
      reference: before === null ? "–" : dollars(before),
      requests: count(requests),
      share: all > 0 ? share(usd / all) : "–",
    })),
  }
}

function speedOf(role: "latency" | "ttft", context: Context): LlmView["speeds"] {
  const column = columnOf(role, context)
  if (column?.distribution?.kind !== "histogram") return []
  const { distribution } = column
  const outside = distribution.reference_outside + distribution.current_outside
  return [
    {
      title_html: role === "latency" ? "Latency" : "Time to first token",
      id: context.ids.get(column.name) ?? "",
      note: `Milliseconds; share of requests per bin, medians dashed${outside > 0 ? `; the end bins hold ${plural(outside, "request")} from further out` : ""}.`,
      svg: histogram(distribution, nameText(column.name, 40)),
    },
  ]
}

function finishOf(context: Context): LlmView["finish"] {
  const column = columnOf("finish_reason", context)
  if (column?.distribution?.kind !== "categories") return null
  const { name, distribution } = column
  return { name_html: nameHtml(name), id: context.ids.get(name) ?? "", categories: categoriesView(distribution) }
}

function columnOf(role: MetricRole, { report, columns }: Context): ColumnResult | undefined {
  const name = roleColumn(report, role)
  return columns.find((column) => column.name === name)
}

const roleColumn = ({ setup }: Report, role: MetricRole) => setup.roles.find((each) => each.role === role)?.column

function worstOf({ worst }: LlmFacts): WorstView | null {
  if (worst.length === 0) return null
  const marks = Array.from(new Set(worst.flatMap((answer) => Object.keys(answer.marks))))
  return {
    marks,
    texts: worst.some(({ prompt, response }) => prompt !== null || response !== null),
    rows: worst.map((answer) => ({
      name: rowName(answer),
      model: answer.model === null ? "–" : cutEnd(answer.model, 40),
      score: number(answer.score),
      marks: marks.map((mark) => (mark in answer.marks ? number(answer.marks[mark]) : "–")),
      prompt: cutEnd(answer.prompt ?? "", longestText),
      response: cutEnd(answer.response ?? "", longestText),
    })),
  }
}

/** The request's name, or its row where it has none. */
const rowName = ({ id, row }: { id: string | null; row: number }) =>
  id === null ? `row ${count(row)}` : cutEnd(id, 48)

function movedOf({ column, auc, low, rows, ...texts }: MovedTexts): MovedView {
  return {
    name_html: nameHtml(column),
    note: `A classifier on vectors tells both sides apart with an AUC of ${number(auc)} (at least ${number(low)}), on ${count(texts.reference_texts)} and ${plural(texts.current_texts, "text")}. Least like the reference:`,
    texts: rows.some(({ text }) => text !== null),
    rows: rows.map((each) => ({
      name: rowName(each),
      likelihood: share(each.likelihood),
      text: cutEnd(each.text ?? "", longestText),
    })),
  }
}
