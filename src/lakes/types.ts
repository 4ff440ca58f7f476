/** The types of tables in Arrow's words, as files state theirs. */

const plain = {
  delta: {
    string: "string",
    byte: "int8",
    short: "int16",
    integer: "int32",
    long: "int64",
    float: "float",
    double: "double",
    boolean: "bool",
    binary: "binary",
    date: "date32[day]",
    timestamp: "timestamp[us, tz=UTC]",
    timestamp_ntz: "timestamp[us]",
  },
  iceberg: {
    string: "string",
    int: "int32",
    long: "int64",
    float: "float",
    double: "double",
    boolean: "bool",
    binary: "binary",
    uuid: "uuid",
    date: "date32[day]",
    time: "time64[us]",
    timestamp: "timestamp[us]",
    timestamptz: "timestamp[us, tz=UTC]",
    timestamp_ns: "timestamp[ns]",
    timestamptz_ns: "timestamp[ns, tz=UTC]",
    unknown: "null",
  },
} as const

/** "decimal128(9, 2)" for "decimal(9,2)"; what is not known here is "nested". */
export function arrowType(format: keyof typeof plain, type: string): string {
  const known = (plain[format] as Readonly<Partial<Record<string, string>>>)[type]
  if (known !== undefined) return known
  const decimal = /^decimal\((\d+),\s*(\d+)\)$/.exec(type)
  if (decimal !== null) return `decimal128(${decimal[1]}, ${decimal[2]})`
  const width = /^fixed\[(\d+)\]$/.exec(type)?.[1]
  return width === undefined ? "nested" : `fixed_size_binary[${width}]`
}
