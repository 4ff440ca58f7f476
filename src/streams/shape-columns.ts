import { outcomeFields, type Mapping } from "./record.js"
import type { Shape } from "./shape.js"

/** A column that a shape's records fill; `leaf` null: none of its scalars does. */
export interface ShapeColumn {
  name: string
  leaf: number | null
  isFeature: boolean
}

type AnyMapping = Omit<Mapping, "ignored"> & { ignored: ReadonlySet<string> }

/** The columns of records of this shape, in the order that they are filled in; null where one is made of more than a scalar. */
export function shapeColumns(shape: Shape, mapping: AnyMapping): ShapeColumn[] | null {
  const { features, prefix, id, timestamp, columns, ignored } = mapping
  const columnsOfLeaves = shape.leaves.map(([key, name, ...deeper], leaf): ShapeColumn[] | null => {
    if ((name as string | undefined) === undefined)
      return key === id || key === timestamp || key === "error" || ignored.has(key)
        ? []
        : [{ name: key, leaf, isFeature: false }]
    if (key !== features || deeper.length > 0) return null
    return [{ name: featureColumn(mapping, name, prefix === "" && shape.keys.has(name)), leaf, isFeature: true }]
  })
  const further = Array.from(columns, ([name, path]): ShapeColumn[] | null => {
    const under = shape.leaves.flatMap((leaf, i) => (path.every((key, at) => leaf[at] === key) ? [i] : []))
    if (under.some((leaf) => shape.leaves[leaf].length > path.length)) return null
    return [{ name, leaf: under.length === 0 ? null : under[0], isFeature: false }]
  })
  const isWhole = outcomeFields.every((key) => !shape.keys.has(key) || shape.placeOf(key) >= 0)
  const all = [...columnsOfLeaves, ...further]
  return isWhole && all.every((each) => each !== null) ? all.flat() : null
}

/** What the column of a feature is called; `isTaken`: whether a field beside the features is called so, which keeps its name. */
export function featureColumn({ features, prefix }: AnyMapping, name: string, isTaken: boolean): string {
  return prefix + (isTaken ? `${features}.${name}` : name)
}
