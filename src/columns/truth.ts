const truths = new Map([
  ...["true", "t", "yes", "y", "1"].map((text) => [text, 1] as const),
  ...["false", "f", "no", "n", "0"].map((text) => [text, 0] as const),
])

/** 1 for a text that says yes, 0 for one that says no; null for any other. */
export function truthOf(text: string): number | null {
  return truths.get(text.trim().toLowerCase()) ?? null
}
