import { Unanswerable } from "../errors.js"
import type {
  Binning,
  ColumnType,
  Counts,
  Dataset,
  DriftMethod,
  Embeddings,
  EvidenceByNeed,
  KnownMoments,
  Outlines,
  Samples,
  ScoreRange,
  Texts,
  ValueRange,
} from "../model.js"
import { outlineOf } from "../bounds/outline-of.js"
import { countInBins } from "../stats/count-in-bins.js"
import { decileEdges, deciles } from "../stats/decile-cells.js"
import { monitorDeciles, openDecileEdges } from "../stats/open-decile-edges.js"
import { moments } from "../stats/moments.js"
import { equalWidthEdges } from "../stats/equal-width-edges.js"
import { quantiles } from "../stats/quantile.js"

/** What is asked of a side: of a dataset, or of a part of its rows. */
export type Answers = Pick<
  Dataset,
  | "sample"
  | "outline"
  | "refine"
  | "binned"
  | "quantiles"
  | "counts"
  | "texts"
  | "countedTexts"
  | "vectors"
  | "embeddings"
> &
  Partial<Pick<Dataset, "summary">>

const none = new Float64Array(0)

/** Outlines of both sides; `side`: which of them leaves values open. */
export interface KnownOutlines extends Outlines {
  side: ScoreRange["side"]
}

/** Both sides of one column in the forms that methods ask for, each worked out once. */
export class ColumnEvidence {
  private categories: Promise<CategoryCounts> | undefined
  private samplePair: Promise<Samples> | undefined
  private outlinePair: Promise<KnownOutlines | null> | undefined
  private textPair: Promise<Texts> | undefined
  private readonly numbers = new Map<Binning | undefined, Promise<Counts>>()

  constructor(
    private readonly reference: Answers,
    private readonly current: Answers,
    private readonly column: string,
    private readonly type: ColumnType,
  ) {}

  /** Finite values of both sides, ascending. */
  samples(): Promise<Samples> {
    this.samplePair ??= this.ofBoth((side) => side.sample(this.column))
    return this.samplePair
  }

  /** What is known of both sides' values, where one of them does not hand over all; else null. */
  outlines(): Promise<KnownOutlines | null> {
    this.outlinePair ??= this.readOutlines()
    return this.outlinePair
  }

  private async readOutlines(): Promise<KnownOutlines | null> {
    const known = await this.ofBoth(async (side) => (await side.outline?.(this.column)) ?? null)
    const { reference, current } = known
    if (reference === null && current === null) return null
    const samples = reference === null || current === null ? await this.samples() : null
    const [ofReference, ofCurrent] = [
      await momentsOf(this.reference, this.column, reference === null ? (samples?.reference ?? none) : null),
      await momentsOf(this.current, this.column, current === null ? (samples?.current ?? none) : null),
    ]
    const side = reference === null ? "current" : current === null ? "reference" : "both"
    return {
      reference: reference ?? outlineOf(samples?.reference ?? none),
      current: current ?? outlineOf(samples?.current ?? none),
      moments: { reference: ofReference, current: ofCurrent },
      side,
    }
  }

  /** Asks both sides for more points within these ranges; whether there are any. */
  async refine(doubts: readonly ValueRange[]): Promise<boolean> {
    const { reference, current } = await this.ofBoth((side) => side.refine?.(this.column, doubts) ?? false)
    if (!reference && !current) return false
    this.samplePair = undefined
    this.outlinePair = undefined
    this.numbers.clear()
    return true
  }

  /** Finite values of both sides per bin; see `Dataset.binned`. */
  binned(edges: Float64Array): Promise<Counts> {
    return this.ofBoth((side) => side.binned(this.column, edges))
  }

  /** Quantiles of both sides at these shares; none for a side without values. */
  quantiles(shares: readonly number[]): Promise<Samples> {
    return this.ofBoth((side) => side.quantiles(this.column, shares))
  }

  /** Rows per category of both sides. */
  categoryCounts(): Promise<CategoryCounts> {
    this.categories ??= this.readCategories()
    return this.categories
  }

  /** What `method` needs. */
  async for({ meta: { needs, bins } }: DriftMethod): Promise<EvidenceByNeed[typeof needs]> {
    if (needs === "samples") return this.samples()
    if (needs === "texts") return this.texts()
    if (needs === "vectors") return this.ofBoth((side) => vectorsOf(side, this.column))
    if (needs === "embeddings") return this.knownEmbeddings()
    if (this.type !== "numeric") return this.categoryCounts()
    const counts = this.numbers.get(bins) ?? this.countNumbers(bins)
    this.numbers.set(bins, counts)
    return counts
  }

  private async countNumbers(bins: Binning | undefined): Promise<Counts> {
    if (bins === "reference-deciles")
      return this.binned(decileEdges(await this.reference.quantiles(this.column, deciles)))
    if (bins === "plain-deciles") {
      const edges = openDecileEdges(await this.reference.quantiles(this.column, monitorDeciles))
      return this.binned(edges ?? Float64Array.of(-Infinity, Infinity))
    }
    const { reference, current } = await this.quantiles([0, 1])
    const [low, high] = [Math.min(reference[0], current[0]), Math.max(reference[1], current[1])]
    return this.binned(equalWidthEdges(low, high, 50))
  }

  /** Different texts of both sides and the rows that hold each. */
  texts(): Promise<Texts> {
    this.textPair ??= this.readTexts()
    return this.textPair
  }

  /** Embeddings of both sides; null where an embedder made none of one. */
  embeddings(): Embeddings | null {
    const [reference, current] = [
      this.reference.embeddings?.get(this.column),
      this.current.embeddings?.get(this.column),
    ]
    return reference === undefined || current === undefined ? null : { reference, current }
  }

  private knownEmbeddings(): Embeddings {
    const embeddings = this.embeddings()
    if (embeddings === null) throw new Unanswerable("No embedder made vectors of these texts: see --embedder.")
    return embeddings
  }

  private readTexts(): Promise<Texts> {
    return this.ofBoth(async (side) => {
      const counted = await side.countedTexts?.(this.column)
      if (counted != null) return counted
      const counts = await side.counts(this.column)
      return { values: Array.from(counts.keys()), counts: Float64Array.from(counts.values()) }
    })
  }

  private async readCategories(): Promise<CategoryCounts> {
    const { reference, current } = await this.ofBoth((side) => side.counts(this.column))
    return alignCounts(reference, current)
  }

  private async ofBoth<T>(ask: (side: Answers) => Promise<T> | T): Promise<{ reference: T; current: T }> {
    return { reference: await ask(this.reference), current: await ask(this.current) }
  }
}

/** Of a side's values, or as the side itself has them where it does not hand over all. */
async function momentsOf(side: Answers, column: string, sample: Float64Array | null): Promise<KnownMoments | null> {
  const known = sample === null ? await side.summary?.(column) : moments(sample)
  if (known === undefined || known.mean === null || known.std === null) return null
  return { mean: known.mean, std: known.std, skew: known.skew }
}

function vectorsOf(side: Answers, column: string) {
  if (side.vectors === undefined) throw new Unanswerable("A profile keeps figures of this column, none of its lists.")
  return side.vectors(column)
}

/** Answers about one column from its finite values, ascending, and its rows per category; it keeps no strings. */
export function answersFrom(sample: Float64Array, counts: ReadonlyMap<string, number> = new Map()): Answers {
  return {
    sample: () => Promise.resolve(sample),
    binned: (_, edges) => Promise.resolve(countInBins(sample, edges)),
    quantiles: (_, shares) => Promise.resolve(quantiles(sample, shares)),
    counts: () => Promise.resolve(counts),
    texts: () => Promise.reject(new Unanswerable("A segment keeps no texts.")),
  }
}

/** Counts with the category that each cell stands for, in order of code points. */
export interface CategoryCounts extends Counts {
  labels: string[]
}

/** Two tables of counts over the categories of both; a category absent on one side counts 0 there. */
export function alignCounts(
  reference: ReadonlyMap<string, number>,
  current: ReadonlyMap<string, number>,
): CategoryCounts {
  const labels = Array.from(new Set([...reference.keys(), ...current.keys()])).sort()
  const countsOf = (side: ReadonlyMap<string, number>) => Float64Array.from(labels, (label) => side.get(label) ?? 0)
  return { labels, reference: countsOf(reference), current: countsOf(current) }
}
