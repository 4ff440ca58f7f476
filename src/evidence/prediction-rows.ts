import { InputError } from "../errors.js"
import type { PredictionEvidence, PredictionNeed, RowValues } from "../model.js"
import { truthOf } from "../columns/truth.js"
import type { MetricReader } from "./metric-columns.js"
import type { PredictionPlan } from "./plan-predictions.js"

/** Whole columns, and how their values at complete rows make up the evidence. */
interface Aligned<Evidence> {
  /** Whole columns: NaN, or a code below 0, is missing. */
  columns: readonly (Float64Array | Int32Array)[]
  at: (rows: Int32Array) => Evidence
}

/** The predictions of one side beside their truth, as the plan says; each column is read once. */
export class PredictionRows {
  private readonly made = new Map<string, Promise<Float64Array | Int32Array>>()

  constructor(
    private readonly reader: MetricReader,
    private readonly plan: PredictionPlan,
  ) {}

  /**
   * The given rows (null: all) that have every value that is needed. `of`: the class held against all others. Throws InputError where
   * a column is absent or holds what it cannot.
   */
  async evidence<N extends PredictionNeed>(
    need: N,
    rows: Int32Array | null,
    of = 1,
  ): Promise<{ evidence: PredictionEvidence[N]; rows: number; kept: Int32Array }> {
    const { columns, at } = await this[need](of)
    const isPresent = (row: number) => columns.every((column) => column[row] >= 0 || column[row] < 0)
    const codes = columns.filter((column) => column instanceof Int32Array)
    const kept = (rows ?? this.reader.allRows).filter(
      (row) => isPresent(row) && codes.every((column) => column[row] >= 0),
    )
    return { evidence: at(kept) as PredictionEvidence[N], rows: kept.length, kept }
  }

  /** The given rows (null: all) that have a score and a predicted class of two, whether their truth has come or not. */
  async withoutTruth(
    rows: Int32Array | null,
  ): Promise<{ scores: Float64Array; predicted: Uint8Array; kept: Int32Array }> {
    const [scores, predicted] = await Promise.all([this.scoreOf(1), this.predicted()])
    const kept = (rows ?? this.reader.allRows).filter((row) => !Number.isNaN(scores[row]) && predicted[row] >= 0)
    return { scores: pick(scores, kept), predicted: isClass(predicted, 1, kept), kept }
  }

  /** The same of more than two classes: the scores of each class, and the predicted one. */
  async classesWithoutTruth(
    rows: Int32Array | null,
  ): Promise<{ scores: Float64Array[]; predicted: Int32Array; kept: Int32Array }> {
    const [predicted, ...scores] = await Promise.all([
      this.predicted(),
      ...this.plan.classes.map((_, of) => this.scoreOf(of)),
    ] as [Promise<Int32Array>, ...Promise<Float64Array>[]])
    const isScored = (row: number) => scores.every((own) => !Number.isNaN(own[row]))
    const kept = (rows ?? this.reader.allRows).filter((row) => predicted[row] >= 0 && isScored(row))
    return { scores: scores.map((own) => pick(own, kept)), predicted: pick(predicted, kept), kept }
  }

  /** The given rows (null: all) that have a predicted number, whether their truth has come or not. */
  async predictedNumbers(rows: Int32Array | null): Promise<{ values: Float64Array; kept: Int32Array }> {
    const predicted = await this.numbers(this.plan.predicted ?? "")
    const kept = (rows ?? this.reader.allRows).filter((row) => !Number.isNaN(predicted[row]))
    return { values: pick(predicted, kept), kept }
  }

  // ---------------------------------------------------------------- what metrics need

  async decisions(of: number): Promise<Aligned<PredictionEvidence["decisions"]>> {
    const [truth, predicted] = await Promise.all([this.truth(), this.predicted()])
    return {
      columns: [truth, predicted],
      at: (rows) => ({ truth: isClass(truth, of, rows), predicted: isClass(predicted, of, rows) }),
    }
  }

  async scores(of: number): Promise<Aligned<PredictionEvidence["scores"]>> {
    const [truth, scores] = await Promise.all([this.truth(), this.scoreOf(of)])
    return { columns: [truth, scores], at: (rows) => ({ truth: isClass(truth, of, rows), scores: pick(scores, rows) }) }
  }

  async probabilities(of: number): Promise<Aligned<PredictionEvidence["probabilities"]>> {
    const { columns, at } = await this.scores(of)
    return {
      columns,
      at: (rows) => {
        const { truth, scores: probabilities } = at(rows)
        return { truth, probabilities }
      },
    }
  }

  async classes(): Promise<Aligned<PredictionEvidence["classes"]>> {
    const [truth, predicted] = await Promise.all([this.truth(), this.predicted()])
    const classes = this.plan.classes.length
    return {
      columns: [truth, predicted],
      at: (rows) => ({ truth: pick(truth, rows), predicted: pick(predicted, rows), classes }),
    }
  }

  async class_probabilities(): Promise<Aligned<PredictionEvidence["class_probabilities"]>> {
    const truth = await this.truth()
    const classes = this.plan.classes.length
    const columns = await Promise.all(this.plan.classes.map((_, of) => this.scoreOf(of)))
    return {
      columns: [truth, ...columns],
      at: (rows) => {
        const probabilities = new Float64Array(rows.length * classes)
        rows.forEach((row, i) => columns.forEach((column, of) => (probabilities[i * classes + of] = column[row])))
        return { truth: pick(truth, rows), probabilities, classes }
      },
    }
  }

  async values(): Promise<Aligned<PredictionEvidence["values"]>> {
    const [truth, predicted] = await Promise.all([
      this.numbers(this.plan.target),
      this.numbers(this.plan.predicted ?? ""),
    ])
    return {
      columns: [truth, predicted],
      at: (rows) => ({ truth: pick(truth, rows), predicted: pick(predicted, rows) }),
    }
  }

  async quantiles(): Promise<Aligned<PredictionEvidence["quantiles"]>> {
    const { columns, at } = await this.values()
    return { columns, at: (rows) => ({ ...at(rows), share: this.plan.share ?? 0.5 }) }
  }

  async rankings(): Promise<Aligned<PredictionEvidence["rankings"]>> {
    const { target, score, query, k } = this.plan
    const [queries, relevance, scores] = await Promise.all([
      this.queries(query ?? ""),
      this.numbers(target),
      this.numbers(score ?? ""),
    ])
    const negative = relevance.find((value) => value < 0)
    if (negative !== undefined) throw this.reader.unfit(target, negative, "; relevance is 0 or more")
    return {
      columns: [queries, relevance, scores],
      at: (rows) => ({
        queries: Float64Array.from(rows, (row) => queries[row]),
        relevance: pick(relevance, rows),
        scores: pick(scores, rows),
        k,
      }),
    }
  }

  // ---------------------------------------------------------------- columns

  /** The true class of each row. */
  private truth(): Promise<Int32Array> {
    return this.kept("truth", async () => this.codes(await this.column(this.plan.target)))
  }

  /** The predicted class: named by a column, or what the score or the probabilities decide. */
  private predicted(): Promise<Int32Array> {
    return this.kept("predicted", async () => {
      const { predicted, threshold, classes, task } = this.plan
      if (predicted !== null) return this.codes(await this.column(predicted))
      if (task === "binary") return decide(await this.scoreOf(1), threshold ?? 0.5)
      return mostProbable(await Promise.all(classes.map((_, of) => this.scoreOf(of))))
    })
  }

  /** The score of a class; of two, the other one has the rest to 1. A class without a column has probability 0. */
  private scoreOf(of: number): Promise<Float64Array> {
    const { task, score, classes, probabilities } = this.plan
    const column = task === "binary" ? score : probabilities?.get(classes[of])
    return this.kept(`score ${of}`, async () => {
      if (column == null) return new Float64Array(this.reader.allRows.length)
      const own = await this.numbers(column)
      if (task === "multiclass") this.requireProbabilities(own, column)
      return task === "binary" && of === 0 ? own.map((value) => 1 - value) : own
    })
  }

  private requireProbabilities(values: Float64Array, column: string): void {
    const wrong = values.find((value) => value < 0 || value > 1)
    if (wrong !== undefined) throw this.reader.unfit(column, wrong, ", which is no probability")
  }

  private numbers(column: string): Promise<Float64Array> {
    return this.kept(`numbers ${column}`, async () => {
      const values = await this.column(column)
      if (values.kind === "numbers") return values.values
      if (values.labels.length === 0) return new Float64Array(values.codes.length).fill(NaN)
      throw this.reader.unfit(column, values.labels.at(0) ?? "", ", which is no number")
    })
  }

  private queries(column: string): Promise<Int32Array> {
    return this.kept("queries", async () => {
      const values = await this.column(column)
      if (values.kind === "codes") return values.codes
      const codeOf = new Map<number, number>()
      return Int32Array.from(values.values, (value) => {
        if (Number.isNaN(value)) return -1
        const code = codeOf.get(value) ?? codeOf.size
        codeOf.set(value, code)
        return code
      })
    })
  }

  private codes(values: RowValues): Int32Array {
    const { task, positive, classes } = this.plan
    const known = new Map(classes.map((name, code) => [name, code]))
    const yes = (text: string) => (positive === null ? (truthOf(text) ?? -1) : Number(text === positive))
    const codeOf = task === "binary" ? yes : (text: string) => known.get(text) ?? -1
    if (values.kind === "numbers") {
      const made = new Map<number, number>()
      return Int32Array.from(values.values, (value) => {
        if (Number.isNaN(value)) return -1
        const code = made.get(value) ?? codeOf(String(value))
        made.set(value, code)
        return code
      })
    }
    const ofLabel = values.labels.map(codeOf)
    return values.codes.map((code) => (code < 0 ? -1 : ofLabel[code]))
  }

  /** A side without the target has no labels yet. */
  private async column(name: string): Promise<RowValues> {
    if (this.reader.has(name)) return this.reader.rowsOf(name)
    if (name === this.plan.target)
      return { kind: "codes", codes: new Int32Array(this.reader.allRows.length).fill(-1), labels: [] }
    throw new InputError(`there is no column ${JSON.stringify(name)}`)
  }

  private kept<Values extends Float64Array | Int32Array>(key: string, make: () => Promise<Values>): Promise<Values> {
    const known = this.made.get(key) ?? make()
    this.made.set(key, known)
    return known as Promise<Values>
  }
}

const isClass = (codes: Int32Array, of: number, rows: Int32Array) =>
  Uint8Array.from(rows, (row) => Number(codes[row] === of))

function pick<Values extends Float64Array | Int32Array>(values: Values, rows: Int32Array): Values {
  const made = values instanceof Int32Array ? new Int32Array(rows.length) : new Float64Array(rows.length)
  for (let i = 0; i < rows.length; i++) made[i] = values[rows[i]]
  return made as Values
}

const decide = (scores: Float64Array, threshold: number) =>
  Int32Array.from(scores, (score) => (Number.isNaN(score) ? -1 : Number(score >= threshold)))

/** Per row the class with the largest probability, the first of equal ones; -1 where one is missing. */
function mostProbable(columns: readonly Float64Array[]): Int32Array {
  return Int32Array.from(columns[0], (_, row) => {
    let best = 0
    for (let of = 0; of < columns.length; of++) {
      if (Number.isNaN(columns[of][row])) return -1
      if (columns[of][row] > columns[best][row]) best = of
    }
    return best
  })
}
