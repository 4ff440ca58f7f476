/**
 * How many bytes something compressed may unpack to: what was said, otherwise 1 GiB, or 100 times its stored size where that is more.
 * Tables rarely pack to less than a hundredth of their size; what does is likely made to keep its reader busy.
 */
export const mostUnpacked = (storedBytes: number, said: number | undefined): number =>
  said ?? Math.max(2 ** 30, 100 * storedBytes)

/** What would work where that is too little. */
export const unpackedHint =
  "if that is what it should hold, allow more with --max-bytes (max_bytes in the configuration)"
