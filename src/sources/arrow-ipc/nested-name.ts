import { TypeId, type Field } from "./schema.js"

/**
 * The name of a nested type: "list<element: string>", "struct<lat: double>", "map<string, int64>".
 * `typeName` gives the storage type of a child.
 * Lists of every layout are "list", and what they hold is called "element", as it is when the same table is read from Parquet.
 */
export function nestedName({ typeId, children }: Field, typeName: (child: Field) => string): string {
  const nameOf = (child: Field | undefined) => (child === undefined ? "null" : typeName(child))
  const named = () => children.map((child) => `${child.name}: ${nameOf(child)}`).join(", ")
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
      return `union<${named()}>`
    default:
      return `struct<${named()}>`
  }
}
