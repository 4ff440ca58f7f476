import { traceRoleTable, type TraceRole } from "../../model.js"
import { traceColumnsIn } from "../../options/find-roles.js"
import type { TableSource } from "../../sources/source.js"
import { AnswerCache, keyOf } from "../ask/cache.js"
import type { Endpoint } from "../ask/endpoint.js"
import { inParallel } from "../ask/in-parallel.js"
import { usualPost, type PostOptions } from "../ask/post.js"
import { Tally } from "../ask/tally.js"
import { usageOf } from "../ask/usage.js"
import { columnValues, numberColumn, withAsked, withColumn } from "../columns.js"
import type { Price } from "../price.js"
import { costOf } from "../prices.js"
import { chooseByName, fewestRows, stringsOf } from "../sample.js"
import { JudgeClient, type Opinion } from "./ask-judge.js"
import { marksIn, scales, type Marks } from "./marks.js"
import { filled } from "./prompt.js"

export interface JudgeSettings {
  endpoint: Endpoint
  model: string
  /** The share of the requests that are judged, from 0 to 1. */
  share: number
  /** The prompt with its places. */
  prompt: string
  /** Where answers are kept; null: nowhere. */
  cacheFolder: string | null
  /** What the model costs; null: not known. */
  price: Price | null
  /** US dollars that may be spent, which takes a price; null: no limit. `spent` is shared between both sides. */
  budget: number | null
  spent: { usd: number }
  post?: PostOptions
}

/** Requests at once. */
const most = 4
/** Rows asked twice, to see how far a judge agrees with itself. */
const repeats = 20
/** Tokens of an answer with marks, at most, where a server does not count them. */
const tokensOfMarks = 60

/**
 * A table of traces with a judge's marks for a share of its requests; any other table as it is, as is one that has marks already. It says
 * what was sent where, and how far the judge agrees with itself; warnings count the answers that were no marks.
 */
export async function withJudge<Source extends TableSource>(source: Source, settings: JudgeSettings): Promise<Source> {
  const roles = traceColumnsIn(source.columns)
  if (!roles.has("response") || scales.some((scale) => roles.has(`judge_${scale}`))) return source
  const rows = rowsToJudge(source, roles, settings)
  if (typeof rows === "string") return { ...source, warnings: [...source.warnings, rows] }
  const judge = new Judging(settings)
  for (const { row } of rows) judge.tally.rows.add(row)
  const opinions = await inParallel(
    rows,
    most,
    ({ text }) => judge.opinionOf(text, ""),
    () => judge.mayGoOn(),
  )
  const again = rows.flatMap((row, i) => (opinions[i]?.marks == null ? [] : [{ ...row, before: opinions[i].marks }]))
  const repeated = await inParallel(
    again.slice(0, repeats),
    most,
    async ({ text, before }) => ({ before, after: (await judge.opinionOf(text, "again")).marks }),
    () => judge.mayGoOn(),
  )
  judge.tally.repeated = noiseIn(
    repeated.flatMap((pair) => (pair?.after == null ? [] : [differenceOf(pair.before, pair.after)])),
  )
  const marked = withMarks(
    source,
    rows.map(({ row }, i) => ({ row, marks: opinions[i]?.marks ?? null })),
  )
  const warnings = [...source.warnings, ...judge.words(rows.length, opinions)]
  return { ...withAsked(marked, judge.tally.use()), warnings }
}

interface ToJudge {
  row: number
  text: string
}

/** The rows chosen, with what the judge reads of each; a sentence where they are too few. */
function rowsToJudge(
  source: TableSource,
  roles: ReadonlyMap<TraceRole, string>,
  { share, prompt: template }: JudgeSettings,
): ToJudge[] | string {
  const [names, prompts, contexts, responses] = (["trace", "prompt", "context", "response"] as const).map((role) =>
    stringsOf(columnValues(source, roles.get(role)), source.rows),
  )
  if (!roles.has("trace")) return "Judge: no request was judged: none has a name (trace_id) to be chosen by."
  const chosen = chooseByName(names, share).filter((row) => responses[row] !== null)
  if (chosen.length < fewestRows)
    return `Judge: no request was judged: a share of ${share} of ${source.rows} requests are ${chosen.length} with an answer, too few to say anything; it takes ${fewestRows}.`
  return chosen.map((row) => ({
    row,
    text: filled(template, { prompt: prompts[row], context: contexts[row], response: responses[row] ?? "" }),
  }))
}

/** Asks a judge, within its budget; what it said before is not asked again. */
class Judging {
  readonly tally: Tally
  private readonly client: JudgeClient
  private readonly cache: AnswerCache<Marks>

  constructor(private readonly settings: JudgeSettings) {
    const { endpoint, model, price, cacheFolder, post = usualPost } = settings
    this.tally = new Tally({ purpose: "judge", endpoint, model, price })
    this.client = new JudgeClient(endpoint, model, post)
    this.cache = new AnswerCache(
      cacheFolder,
      (value): value is Marks => typeof marksIn(JSON.stringify(value)) === "object",
    )
  }

  mayGoOn(): boolean {
    const { budget, spent } = this.settings
    if (budget !== null && spent.usd >= budget) this.tally.stopped = true
    return !this.tally.stopped
  }

  async opinionOf(text: string, turn: string): Promise<Opinion> {
    const { endpoint, model } = this.settings
    const key = keyOf(endpoint.url, model, text, turn)
    const kept = this.cache.get(key)
    if (kept !== null) {
      this.tally.known++
      return { marks: kept, usage: null }
    }
    this.tally.sent++
    const opinion = await this.client.ask(text)
    if (opinion.marks !== null) this.cache.set(key, opinion.marks)
    if (opinion.invalid !== undefined) this.tally.invalid++
    if (opinion.failure !== undefined) this.tally.failed++
    this.spend(text, opinion)
    return opinion
  }

  /** A server that does not count its tokens is taken to charge for as many as the texts may be; none for a request that failed. */
  private spend(text: string, { usage, failure }: Opinion): void {
    const { price, spent } = this.settings
    this.tally.add(usage)
    if (price !== null && failure === undefined) spent.usd += costOf(usage ?? usageOf(text, tokensOfMarks), price)
  }

  words(wanted: number, opinions: readonly (Opinion | undefined)[]): string[] {
    const { budget, spent } = this.settings
    const judged = opinions.filter((opinion) => opinion?.marks != null).length
    const invalid = opinions.flatMap((opinion) => opinion?.invalid ?? [])
    const failed = opinions.flatMap((opinion) => opinion?.failure ?? [])
    return [
      ...(judged === wanted ? [] : [`Judge: ${judged} of ${wanted} chosen requests have marks.`]),
      ...(invalid.length === 0
        ? []
        : [`Judge: ${invalid.length} answers were no marks and count for nothing: ${commonest(invalid)}.`]),
      ...(failed.length === 0 ? [] : [`Judge: ${failed.length} requests had no answer: ${commonest(failed)}.`]),
      ...(this.tally.stopped && budget !== null
        ? [`Judge: it was stopped after $${spent.usd.toFixed(4)}: the budget is $${budget}.`]
        : []),
    ]
  }
}

/** "HTTP 500 (3), no answer within 30 s (1)". */
function commonest(reasons: readonly string[]): string {
  const counts = new Map<string, number>()
  for (const reason of reasons) counts.set(reason, (counts.get(reason) ?? 0) + 1)
  const sorted = Array.from(counts).sort((a, b) => b[1] - a[1])
  return sorted
    .slice(0, 3)
    .map(([reason, n]) => `${reason} (${n})`)
    .join(", ")
}

/** How far two opinions of the same request lie apart: the mean over the scales that both mark. */
function differenceOf(before: Marks, after: Marks): number {
  const apart = scales.flatMap((scale) => {
    const [a, b] = [before[scale], after[scale]]
    return a === null || b === null ? [] : [Math.abs(a - b)]
  })
  return apart.reduce((sum, each) => sum + each, 0) / apart.length
}

/** How far a judge agrees with itself; null where it was asked nothing twice. */
function noiseIn(differences: readonly number[]): Tally["repeated"] {
  const rows = differences.length
  if (rows === 0) return null
  const difference = differences.reduce((sum, each) => sum + each, 0) / rows
  return { rows, same: differences.filter((each) => each === 0).length, difference }
}

function withMarks<Source extends TableSource>(
  source: Source,
  opinions: readonly { row: number; marks: Marks | null }[],
): Source {
  return scales.reduce((table, scale) => {
    const values = new Float64Array(source.rows).fill(NaN)
    for (const { row, marks } of opinions) values[row] = marks?.[scale] ?? NaN
    if (values.every(Number.isNaN)) return table
    return withColumn(table, numberColumn(traceRoleTable[`judge_${scale}`].column, values))
  }, source)
}
