/** Up to so many slots lie near the processor; a table is kept half empty. */
const slotBits = 15
const mostNumbers = 1 << (slotBits - 1)

/** Different numbers, each with a place in the order in which they were added; -0 and 0 are one. For up to 16,384 of them faster than a search. */
export class HashedNumbers {
  size = 0
  private readonly numbers: Float64Array
  /** One more than the place of the number; 0: free. */
  private readonly slots: Int32Array
  private readonly shift: number

  /** `most`: how many may come. */
  constructor(most: number) {
    const bits = Math.min(slotBits, Math.max(4, Math.ceil(Math.log2(2 * most + 1))))
    this.numbers = new Float64Array(Math.min(most, mostNumbers))
    this.slots = new Int32Array(1 << bits)
    this.shift = 32 - bits
  }

  /** The numbers in the order of their places; good until more are added. */
  list(): Float64Array {
    return this.numbers.subarray(0, this.size)
  }

  /**
   * The place of each value, added where it is new, −1 for NaN; null where there are more than fit. The values lie in memory as doubles do.
   */
  placesOf(values: Float64Array): Int32Array | null {
    const { numbers, slots, shift } = this
    const words = new Int32Array(values.buffer, values.byteOffset, 2 * values.length)
    const places = new Int32Array(values.length)
    const last = slots.length - 1
    let size = this.size
    for (let i = 0; i < values.length; i++) {
      const value = values[i]
      if (Number.isNaN(value)) {
        places[i] = -1
        continue
      }
      let slot = value === 0 ? 0 : mixed(words[2 * i], words[2 * i + 1]) >>> shift
      let place = slots[slot] - 1
      while (place >= 0 && numbers[place] !== value) {
        slot = (slot + 1) & last
        place = slots[slot] - 1
      }
      if (place < 0) {
        if (size === numbers.length) return null
        numbers[size] = value
        place = size++
        slots[slot] = size
      }
      places[i] = place
    }
    this.size = size
    return places
  }
}

/** Both halves of a double in one word, whose upper bits depend on all of them. Multipliers: MurmurHash3 and Fibonacci hashing. */
const mixed = (one: number, other: number) => Math.imul(one ^ Math.imul(other, 0x85ebca6b), 0x9e3779b1)
