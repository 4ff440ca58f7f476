/** Rows of fields in the bytes of a file. Views: the next rows take their place. */
export interface Fields {
  bytes: Buffer
  rows: number
  /** Fields per row. */
  width: number
  /** Field `column` of row `row`, without its quotes, is bytes[starts[at] … ends[at]) with at = row × width + column. */
  starts: Int32Array
  ends: Int32Array
}

/** The text of field `at`. */
export function fieldText({ bytes, starts, ends }: Fields, at: number): string {
  return bytes.toString("utf8", starts[at], ends[at])
}

/** The texts of one row. */
export function rowTexts(fields: Fields, row: number): string[] {
  return Array.from({ length: fields.width }, (_, column) => fieldText(fields, row * fields.width + column))
}
