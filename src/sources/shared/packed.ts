/** An ending, alone and with those of the packings that are read. */
export const packed = (ending: string): string[] => ["", ".gz", ".zst"].map((packing) => ending + packing)
