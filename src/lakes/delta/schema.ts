import { InputError } from "../../errors.js"
import type { LakeField } from "../../model.js"
import { arrowType } from "../types.js"
import { entriesOf, type MetaData, type Protocol } from "./actions.js"

/** The reader features that are read here; any other may change what the files mean. */
const features = new Set([
  "columnMapping",
  "deletionVectors",
  "timestampNtz",
  "typeWidening",
  "typeWidening-preview",
  "v2Checkpoint",
  "vacuumProtocolCheck",
])

/** Throws InputError where the table asks more of a reader than is known here, by name. */
export function refuseUnknownFeatures({ minReaderVersion, readerFeatures }: Protocol, path: string): void {
  const unknown = (readerFeatures ?? []).filter((name) => !features.has(name))
  const hint = "Write the version to compare as Parquet, or drop the feature from the table."
  if (unknown.length > 0)
    throw new InputError(
      `${path} uses ${unknown.join(", ")}, which ${unknown.length > 1 ? "are" : "is"} not supported`,
      {
        hint,
      },
    )
  if (minReaderVersion > 3)
    throw new InputError(`${path} needs a reader of Delta version ${minReaderVersion}; up to 3 is supported`, { hint })
}

interface DeltaField {
  name: string
  type: DeltaType
  metadata?: Record<string, unknown> | null
}

type DeltaType =
  string | { type: string; fields?: DeltaField[]; elementType?: DeltaType; keyType?: DeltaType; valueType?: DeltaType }

/** The columns of the table, and whether its files are read by their names or by the ids of their fields. Throws InputError. */
export function fieldsOf(metaData: MetaData, path: string): { fields: LakeField[]; findBy: "name" | "id" } {
  const mode = entriesOf(metaData.configuration).get("delta.columnMapping.mode") ?? "none"
  try {
    const { fields } = JSON.parse(metaData.schemaString) as { fields: DeltaField[] }
    return { fields: fields.map((field) => fieldOf(field, mode !== "none")), findBy: mode === "id" ? "id" : "name" }
  } catch (cause) {
    throw new InputError(`${path}: the schema in the Delta log is damaged`, { cause })
  }
}

function fieldOf({ name, type, metadata }: DeltaField, isMapped: boolean): LakeField {
  const id = metadata?.["delta.columnMapping.id"]
  const physical = metadata?.["delta.columnMapping.physicalName"]
  return {
    name,
    stored: isMapped && typeof physical === "string" ? physical : name,
    id: typeof id === "number" ? id : null,
    type: typeof type === "string" ? arrowType("delta", type) : "nested",
    fields: partsOf(type, isMapped),
  }
}

/** Elements, keys and values are called in the table as they are in the files. */
function partsOf(type: DeltaType, isMapped: boolean): LakeField[] {
  if (typeof type === "string") return []
  if (type.fields !== undefined) return type.fields.map((field) => fieldOf(field, isMapped))
  const inner: [string, DeltaType | undefined][] = [
    ["element", type.elementType],
    ["key", type.keyType],
    ["value", type.valueType],
  ]
  return inner.flatMap(([name, each]) => (each === undefined ? [] : [fieldOf({ name, type: each }, isMapped)]))
}
