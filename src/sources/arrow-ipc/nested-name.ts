import { columnTypeOf } from "./column-type.js"
import { TypeId, type Field } from "./schema.js"

/**
 * The name of a nested type: "list<element: string>", "struct<lat: double>", "map<string, int64>".
 * Lists of every layout are "list", and what they hold is called "element", as it is when the same table is read from Parquet.
 */
export function nestedName(field: Field): string {
  const { typeId, children } = field
  switch (typeId) {
    case TypeId.list:
    case TypeId.listView:
    case TypeId.fixedSizeList:
      return `list<element: ${nameOf(children.at(0))}>`
    case TypeId.largeList:
    case TypeId.largeListView:
      return `large_list<element: ${nameOf(children.at(0))}>`
    case TypeId.map:
      return `map<${(children.at(0)?.children ?? []).map(nameOf).join(", ")}>`
    case TypeId.union:
      return `union<${named(children)}>`
    default:
      return `struct<${named(children)}>`
  }
}

function named(children: readonly Field[]): string {
  return children.map((child) => `${child.name}: ${nameOf(child)}`).join(", ")
}

function nameOf(field: Field | undefined): string {
  return field === undefined ? "null" : columnTypeOf(field).storageType
}
