import type { SchemaTree } from "hyparquet"
import { annotationOf } from "./annotations.js"
import { ArrowTypeId, type ArrowField } from "./arrow-schema.js"
import { valueTypeOf } from "./value-types.js"

/** The name of a column's type in Arrow's words: "list<element: string>", "struct<lat: double, lon: double>", "map<string, int64>". */
export function typeNameOf(tree: SchemaTree, field: ArrowField | null): string {
  if (tree.element.repetition_type === "REPEATED") return `list<${named(tree, unrepeatedName(tree, field))}>`
  return unrepeatedName(tree, field)
}

function unrepeatedName(tree: SchemaTree, field: ArrowField | null): string {
  if (tree.children.length === 0 && tree.element.type !== undefined) return valueTypeOf(tree.element, field).storageType
  const annotation = annotationOf(tree.element)?.type
  if (annotation === "LIST" && tree.children.length === 1) return listName(tree, field)
  if (annotation === "MAP" && tree.children[0]?.children.length === 2) return mapName(tree.children[0], field)
  return annotation === "VARIANT" ? "variant" : structName(tree, field)
}

function listName(tree: SchemaTree, field: ArrowField | null): string {
  const element = listElement(tree)
  const list = field?.typeId === ArrowTypeId.largeList ? "large_list" : "list"
  return `${list}<${named(element, unrepeatedName(element, field?.children[0] ?? null))}>`
}

/** The element below the repeated group, or that group itself, which older writers use as the element. */
function listElement(tree: SchemaTree): SchemaTree {
  const repeated = tree.children[0]
  const isElement =
    repeated.children.length !== 1 || ["array", `${tree.element.name}_tuple`].includes(repeated.element.name)
  return isElement ? repeated : repeated.children[0]
}

function mapName(entries: SchemaTree, field: ArrowField | null): string {
  const fields = field?.children[0]?.children ?? []
  return `map<${entries.children.map((child, i) => typeNameOf(child, fields[i] ?? null)).join(", ")}>`
}

function structName(tree: SchemaTree, field: ArrowField | null): string {
  return `struct<${tree.children.map((child, i) => named(child, typeNameOf(child, field?.children[i] ?? null))).join(", ")}>`
}

function named(tree: SchemaTree, type: string): string {
  return `${tree.element.name}: ${type}`
}
