import type { SchemaTree } from "hyparquet"
import { arrowFields, type ArrowField } from "./arrow-schema.js"
import type { Footer } from "./footer.js"
import { typeNameOf } from "./nested-type-names.js"
import { Unreadable } from "../shared/unreadable.js"
import { valueTypeOf, type ValueType } from "./value-types.js"

/** One top-level field of the schema. */
export type ParquetColumn = FlatColumn | NestedColumn

interface BaseColumn {
  /** As the file has it; may occur twice. */
  name: string
  /** Which column chunk of each row group: its own, or for nested fields the first one below it. */
  chunk: number
  /** The physical type that the chunks must have. */
  physicalType: string
  /** Whether a row may lack the field. */
  optional: boolean
}

export interface FlatColumn extends BaseColumn {
  nested: false
  type: ValueType
}

/** Lists, maps, structs: only which rows lack them is read. */
export interface NestedColumn extends BaseColumn {
  nested: true
  typeName: string
  /** Highest levels of the first leaf. */
  maxRepetition: number
  maxDefinition: number
}

/** The columns of the file, in its order; throws Unreadable for types that cannot be read. */
export function columnsOf({ metadata, schema }: Footer): ParquetColumn[] {
  const hints = matchingFields(arrowFields(metadata), schema.children)
  let chunk = 0
  return schema.children.map((tree, i) => {
    const column = columnOf(tree, chunk, hints[i] ?? null)
    chunk += countLeaves(tree)
    return column
  })
}

/** Number of fields in the tree that have no fields themselves: each has a column chunk in every row group. */
export function countLeaves(tree: SchemaTree): number {
  return tree.children.length === 0 ? 1 : tree.children.reduce((sum, child) => sum + countLeaves(child), 0)
}

function columnOf(tree: SchemaTree, chunk: number, hint: ArrowField | null): ParquetColumn {
  const { element, children } = tree
  // The parser's types promise a name; a damaged footer may lack it.
  if (typeof element.name !== "string") throw new Unreadable(`the column that starts at chunk ${chunk + 1} has no name`)
  const { path, leaf } = firstLeaf(tree)
  if (leaf.element.type === undefined)
    throw new Unreadable(`column ${JSON.stringify(element.name)} has neither a type nor fields`)
  const base = {
    name: element.name,
    chunk,
    physicalType: leaf.element.type,
    optional: element.repetition_type === "OPTIONAL",
  }
  if (children.length === 0 && element.repetition_type !== "REPEATED")
    return { ...base, nested: false, type: valueTypeOf(element, hint) }
  return {
    ...base,
    nested: true,
    typeName: typeNameOf(tree, hint),
    maxRepetition: path.filter(({ element }) => element.repetition_type === "REPEATED").length,
    maxDefinition: path.filter(({ element }) => element.repetition_type !== "REQUIRED").length,
  }
}

/** The way down to the first field that has no fields itself. */
function firstLeaf(tree: SchemaTree): { path: SchemaTree[]; leaf: SchemaTree } {
  const path = [tree]
  let leaf = tree
  while (leaf.children.length > 0) {
    leaf = leaf.children[0]
    path.push(leaf)
  }
  return { path, leaf }
}

/** The Arrow fields if they describe these very columns, else none: another tool may have changed the file and kept the note. */
function matchingFields(fields: readonly ArrowField[], trees: readonly SchemaTree[]): readonly ArrowField[] {
  const matches = fields.length === trees.length && fields.every(({ name }, i) => name === trees[i].element.name)
  return matches ? fields : []
}
