/** Values that lie so many kernel widths apart that the kernel is 0 to 14 digits. */
const apart = 8

/** Neighbouring values of a sample and, row by row, figures whose inner products are the kernel. */
export interface Cluster {
  /** Place of its first value. */
  first: number
  /** Number of its values, at least 2. */
  rows: number
  columns: number
  figures: Float64Array
  /** Their sums over the rows. */
  totals: Float64Array
}

/**
 * An ascending sample as clusters between which the Gaussian kernel vanishes; values that stand alone are left out.
 * Within a cluster the kernel is a short sum of cosines (Poisson's summation: the Gaussian repeated with a period long
 * enough not to be seen), so that cos and sin of a few frequencies stand for it, to some 13 digits.
 */
export function kernelClusters(sorted: Float64Array, width: number): Cluster[] {
  const clusters: Cluster[] = []
  let first = 0
  for (let i = 1; i <= sorted.length; i++) {
    if (i < sorted.length && sorted[i] - sorted[i - 1] < apart * width) continue
    if (i - first > 1) clusters.push({ first, ...features(sorted.subarray(first, i), width) })
    first = i
  }
  return clusters
}

function features(values: Float64Array, width: number): Omit<Cluster, "first"> {
  const rows = values.length
  const period = (values[rows - 1] - values[0]) / width + apart
  const step = (2 * Math.PI) / period
  const frequencies = Math.ceil(apart / step)
  const columns = 2 * frequencies + 1
  const figures = new Float64Array(rows * columns)
  const totals = new Float64Array(columns)
  const density = step / Math.sqrt(2 * Math.PI)
  for (let i = 0; i < rows; i++) {
    const place = (values[i] - values[0]) / width
    figures[i * columns] = Math.sqrt(density)
    for (let j = 1; j <= frequencies; j++) {
      const size = Math.sqrt(2 * density * Math.exp(-((j * step) ** 2) / 2))
      figures[i * columns + 2 * j - 1] = size * Math.cos(j * step * place)
      figures[i * columns + 2 * j] = size * Math.sin(j * step * place)
    }
  }
  figures.forEach((figure, i) => (totals[i % columns] += figure))
  return { rows, columns, figures, totals }
}
