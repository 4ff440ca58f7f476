import { centralSums } from "./central-sums.js"

export interface ChunkBand {
  mean: number
  /** Standard error of the difference between `mean` and the mean of a second sample. */
  standardError: number
}

/**
 * The mean of a sample in the order of its rows (at least 2), and how far the mean of `rows` other rows lies from it by
 * chance. Judged by the means of up to ten chunks of neighbouring rows, so that a sample that wanders makes it larger.
 */
export function chunkBand(values: Float64Array, rows: number, chunksMax = 10): ChunkBand {
  const chunks = Math.min(chunksMax, values.length)
  const means = Float64Array.from({ length: chunks }, (_, i) => {
    const [from, to] = [i, i + 1].map((chunk) => Math.round((chunk * values.length) / chunks))
    return meanOf(values.subarray(from, to))
  })
  const { scale, squares } = centralSums(means)
  const deviation = Math.sqrt(squares / (chunks - 1)) / scale
  const chunkRows = values.length / chunks
  return { mean: meanOf(values), standardError: deviation * Math.sqrt(chunkRows * (1 / values.length + 1 / rows)) }
}

/** Mean of at least one finite value. */
export function meanOf(values: Float64Array): number {
  const { scale, mean } = centralSums(values)
  return mean / scale
}
