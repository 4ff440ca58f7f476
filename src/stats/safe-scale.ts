const unscaledFrom = 2 ** -170
const unscaledTo = 2 ** 200

/**
 * A power of two that brings numbers up to `largest` (≥ 0) where their fourth powers, and sums of these, are ordinary
 * doubles; 1 where they are so already. Multiplying by it loses nothing that counts beside the largest.
 */
export function safeScale(largest: number): number {
  if (largest === 0 || (largest >= unscaledFrom && largest <= unscaledTo)) return 1
  return 2 ** Math.max(-1023, Math.min(1000, -Math.floor(Math.log2(largest))))
}
