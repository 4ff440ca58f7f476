import type { Binning, ColumnType, Counts, Dataset, DriftMethod, EvidenceByNeed, Samples, Texts } from "../model.js"
import { countInBins } from "../stats/count-in-bins.js"
import { countInDecileCells } from "../stats/decile-cells.js"
import { equalWidthEdges } from "../stats/equal-width-edges.js"

/** What is asked of a side: of a dataset, or of a part of its rows. */
export type Answers = Pick<Dataset, "sample" | "counts" | "texts">

/** Both sides of one column in the forms that methods ask for, each worked out once. */
export class ColumnEvidence {
  private categories: Promise<CategoryCounts> | undefined
  private samplePair: Promise<Samples> | undefined

  constructor(
    private readonly reference: Answers,
    private readonly current: Answers,
    private readonly column: string,
    private readonly type: ColumnType,
  ) {}

  /** Finite values of both sides, ascending. */
  samples(): Promise<Samples> {
    this.samplePair ??= this.readSamples()
    return this.samplePair
  }

  /** Rows per category of both sides. */
  categoryCounts(): Promise<CategoryCounts> {
    this.categories ??= this.readCategories()
    return this.categories
  }

  /** What `method` needs. */
  async for(method: DriftMethod): Promise<EvidenceByNeed[typeof method.meta.needs]> {
    if (method.meta.needs === "samples") return this.samples()
    if (method.meta.needs === "texts") return this.texts()
    if (this.type !== "numeric") return this.categoryCounts()
    return binned(await this.samples(), method.meta.bins)
  }

  private async texts(): Promise<Texts> {
    const [reference, current] = [await this.reference.counts(this.column), await this.current.counts(this.column)]
    const side = (counts: ReadonlyMap<string, number>) => ({
      values: Array.from(counts.keys()),
      counts: Float64Array.from(counts.values()),
    })
    return { reference: side(reference), current: side(current) }
  }

  private async readSamples(): Promise<Samples> {
    return {
      reference: await this.reference.sample(this.column),
      current: await this.current.sample(this.column),
    }
  }

  private async readCategories(): Promise<CategoryCounts> {
    return alignCounts(await this.reference.counts(this.column), await this.current.counts(this.column))
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

function binned({ reference, current }: Samples, bins: Binning | undefined): Counts {
  if (bins === "reference-deciles") return countInDecileCells(reference, current)
  const low = Math.min(reference[0], current[0])
  const high = Math.max(reference[reference.length - 1], current[current.length - 1])
  const edges = equalWidthEdges(low, high, 50)
  return { reference: countInBins(reference, edges), current: countInBins(current, edges) }
}
