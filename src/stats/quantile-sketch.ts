import type { OrderedValues } from "./ordered-values.js"

/** Below it a double has too few digits to lie within a share of anything: what is smaller counts as 0. */
const smallest = 2 ** -1022
/** Logarithms are rounded: buckets are narrower than the error allows by this share. */
const slack = 1e-6
/** Buckets that are made beside the one that is needed. */
const spare = 64

/**
 * Any number of finite values in bounded memory, so that the one at each place of their order is known to a share of it. Each value counts
 * in the bucket of its logarithm; buckets lie as close as the error asks, from the smallest value to the largest that came: with an error
 * of 0.001, 1,151 for each power of ten, and 710,000 (6 MB) for all doubles of a sign. None is ever joined with another, so the error holds always.
 * What is smaller than 2.2e-308 counts as 0. The order in which values come does not matter.
 * Source: Masson, Rim and Lee (2019), DDSketch, PVLDB 12:2195-2205.
 */
export class QuantileSketch implements OrderedValues {
  count = 0
  private least = Infinity
  private most = -Infinity
  private zeros = 0
  /** By the size of the values, which are below 0 and above it. */
  private readonly negative = new Buckets()
  private readonly positive = new Buckets()
  /** Of a bucket, in logarithms. */
  private readonly width: number
  /** The logarithm of where a bucket's value lies, from its upper end. */
  private readonly down: number

  /** `error`: of a value as a share of it, in (0, 1). */
  constructor(readonly error: number) {
    const narrow = error * (1 - slack)
    this.width = Math.log1p(narrow) - Math.log1p(-narrow)
    this.down = Math.log1p(-narrow)
  }

  add(value: number): void {
    this.count++
    if (value < this.least) this.least = value
    if (value > this.most) this.most = value
    if (value >= smallest) this.positive.add(this.bucketOf(value))
    else if (value <= -smallest) this.negative.add(this.bucketOf(-value))
    else this.zeros++
  }

  /** Buckets in memory. */
  get buckets(): number {
    return this.positive.length + this.negative.length
  }

  /** The first and the last are exact. */
  at(place: number): number {
    if (place <= 0) return this.least
    if (place >= this.count - 1) return this.most
    const { negative, positive, zeros } = this
    const value =
      place < negative.total
        ? -this.valueOf(negative.at(negative.total - 1 - place))
        : place < negative.total + zeros
          ? 0
          : this.valueOf(positive.at(place - negative.total - zeros))
    return Math.min(this.most, Math.max(this.least, value))
  }

  private bucketOf(size: number): number {
    return Math.ceil(Math.log(size) / this.width)
  }

  private valueOf(bucket: number): number {
    return Math.exp(bucket * this.width + this.down)
  }
}

/** How many values each of a range of buckets holds. */
class Buckets {
  total = 0
  private first = 0
  private counts = new Float64Array(0)

  get length(): number {
    return this.counts.length
  }

  add(bucket: number): void {
    this.total++
    const place = bucket - this.first
    if (place >= 0 && place < this.counts.length) this.counts[place]++
    else this.addBeyond(bucket)
  }

  /** The bucket of the value at a place, 0 to total − 1, ascending. */
  at(place: number): number {
    let below = 0
    for (let i = 0; i < this.counts.length; i++) {
      below += this.counts[i]
      if (place < below) return this.first + i
    }
    throw new RangeError(`place ${place} of ${this.total}`)
  }

  private addBeyond(bucket: number): void {
    const { counts } = this
    const isEmpty = counts.length === 0
    const first = Math.min(isEmpty ? bucket : this.first, bucket - spare)
    const end = Math.max(isEmpty ? bucket : this.first + counts.length, bucket + spare)
    this.counts = new Float64Array(end - first)
    this.counts.set(counts, isEmpty ? 0 : this.first - first)
    this.first = first
    this.counts[bucket - first]++
  }
}
