import type { ConvertedType, LogicalType, SchemaElement } from "hyparquet"

const legacy: Partial<Record<ConvertedType, LogicalType>> = {
  UTF8: { type: "STRING" },
  ENUM: { type: "ENUM" },
  JSON: { type: "JSON" },
  BSON: { type: "BSON" },
  LIST: { type: "LIST" },
  MAP: { type: "MAP" },
  MAP_KEY_VALUE: { type: "MAP" },
  DATE: { type: "DATE" },
  TIME_MILLIS: { type: "TIME", isAdjustedToUTC: false, unit: "MILLIS" },
  TIME_MICROS: { type: "TIME", isAdjustedToUTC: false, unit: "MICROS" },
  // These were meant as UTC, but many writers put local time there; Arrow's readers take no zone either.
  TIMESTAMP_MILLIS: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MILLIS" },
  TIMESTAMP_MICROS: { type: "TIMESTAMP", isAdjustedToUTC: false, unit: "MICROS" },
  INT_8: { type: "INTEGER", bitWidth: 8, isSigned: true },
  INT_16: { type: "INTEGER", bitWidth: 16, isSigned: true },
  INT_32: { type: "INTEGER", bitWidth: 32, isSigned: true },
  INT_64: { type: "INTEGER", bitWidth: 64, isSigned: true },
  UINT_8: { type: "INTEGER", bitWidth: 8, isSigned: false },
  UINT_16: { type: "INTEGER", bitWidth: 16, isSigned: false },
  UINT_32: { type: "INTEGER", bitWidth: 32, isSigned: false },
  UINT_64: { type: "INTEGER", bitWidth: 64, isSigned: false },
}

/** What the stored bytes mean, from the newer annotation or the older one; null when neither is there. */
export function annotationOf(element: SchemaElement): LogicalType | null {
  const { logical_type: logical, converted_type: converted } = element
  // A kind of annotation that was invented later comes without a type.
  if (typeof logical?.type === "string") return logical
  if (converted === "DECIMAL") return { type: "DECIMAL", precision: element.precision ?? 0, scale: element.scale ?? 0 }
  return converted === undefined ? null : (legacy[converted] ?? null)
}
