/** Where each key of a table lies, from 64-bit hashes (low and high half in turn); eight to sixteen bytes a key beside them. */
export class KeyPlaces {
  /** Two places with one key: the first that repeats, and the first that it equals; null where all differ. */
  readonly repeated: { first: number; again: number } | null
  /** Places whose key came before. */
  readonly repeats: number
  private readonly slots: Int32Array
  private readonly mask: number

  constructor(private readonly hashes: Uint32Array) {
    const keys = hashes.length / 2
    const size = 2 ** Math.ceil(Math.log2(Math.max(2, 2 * keys)))
    this.mask = size - 1
    this.slots = new Int32Array(size).fill(-1)
    let repeats = 0
    let repeated: KeyPlaces["repeated"] = null
    for (let place = 0; place < keys; place++) {
      const slot = this.slotOf(hashes[2 * place], hashes[2 * place + 1])
      if (this.slots[slot] < 0) this.slots[slot] = place
      else {
        repeats++
        repeated ??= { first: this.slots[slot], again: place }
      }
    }
    this.repeats = repeats
    this.repeated = repeated
  }

  /** The first place of the key; −1 where there is none. */
  placeOf(low: number, high: number): number {
    return this.slots[this.slotOf(low, high)]
  }

  /** The slot that holds the key, or the free one where it belongs. */
  private slotOf(low: number, high: number): number {
    const { hashes, slots, mask } = this
    let slot = low & mask
    for (let place = slots[slot]; place >= 0; place = slots[slot]) {
      if (hashes[2 * place] === low && hashes[2 * place + 1] === high) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }
}
