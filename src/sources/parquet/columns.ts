import type { SchemaTree } from "hyparquet"
import { annotationOf } from "./annotations.js"
import { arrowFields, type ArrowField } from "./arrow-schema.js"
import type { Footer } from "./footer.js"
import { typeNameOf } from "./nested-type-names.js"
import { listFigures, numberTypes, type ListFigure } from "../shared/lists.js"
import { Unreadable } from "../shared/unreadable.js"
import { valueTypeOf, type ValueType } from "./value-types.js"

/** One top-level field of the schema, a field of a structure, or a figure of a list. */
export type ParquetColumn = FlatColumn | NestedColumn | FigureColumn

interface BaseColumn {
  /** As the file has it, those of a structure's fields joined with dots; may occur twice. */
  name: string
  /** Which column chunk of each row group: its own, or for nested fields the first one below it. */
  chunk: number
  /** The physical type that the chunks must have. */
  physicalType: string
  /** The definition level from which on a row has the field; 0: every row has it. */
  presentFrom: number
}

export interface FlatColumn extends BaseColumn {
  nested: false
  type: ValueType
}

/** Lists, maps, structs: only which rows lack them is read. */
export interface NestedColumn extends BaseColumn {
  nested: true
  figure?: undefined
  typeName: string
  /** Highest levels of the first leaf. */
  maxRepetition: number
  maxDefinition: number
  /** Of lists of numbers: the type of these. */
  numbers: ValueType | null
}

/** A list as one figure per row. */
export interface FigureColumn extends Omit<NestedColumn, "figure"> {
  figure: ListFigure
}

/**
 * The columns of the file, in its order; a structure of at most `mostFields` fields is taken apart into these, and unless that is 0
 * lists become their figures. Throws Unreadable for types that cannot be read.
 */
export function columnsOf({ metadata, schema }: Footer, mostFields: number): ParquetColumn[] {
  const hints = matchingFields(arrowFields(metadata), schema.children)
  return inOrder(schema.children, 0, (tree, chunk, i) => {
    const isApart = isStructure(tree) && countLeaves(tree) <= mostFields
    const at = { chunk, above: [], hint: hints[i] ?? null }
    if (isApart) return fieldsOf(tree, at)
    return mostFields > 0 ? withFigures(columnOf(tree, at)) : [columnOf(tree, at)]
  })
}

/** What each tree gives; `first`: the chunk of the first. */
function inOrder(
  trees: readonly SchemaTree[],
  first: number,
  columns: (tree: SchemaTree, chunk: number, i: number) => ParquetColumn[],
): ParquetColumn[] {
  let chunk = first
  return trees.flatMap((tree, i) => {
    const own = columns(tree, chunk, i)
    chunk += countLeaves(tree)
    return own
  })
}

/** Where a field stands: its first chunk, the structures around it from the outermost on, and what the writer's Arrow schema says of it. */
interface Place {
  chunk: number
  above: readonly SchemaTree[]
  hint: ArrowField | null
}

/** The fields of a structure, those of structures in it in their place. */
function fieldsOf(tree: SchemaTree, { chunk, above, hint }: Place): ParquetColumn[] {
  return inOrder(tree.children, chunk, (child, at, i) => {
    const place = { chunk: at, above: [...above, tree], hint: hint?.children[i] ?? null }
    return isStructure(child) ? fieldsOf(child, place) : withFigures(columnOf(child, place))
  })
}

/** A list is its length; one of numbers, which may be a vector, stays beside its length, norm and mean. */
function withFigures(column: FlatColumn | NestedColumn): ParquetColumn[] {
  if (!column.nested || !/^(list|large_list|map)</.test(column.typeName)) return [column]
  const figureOf = (figure: ListFigure): FigureColumn => ({ ...column, figure, name: `${column.name}.${figure}` })
  return column.numbers === null ? [figureOf("length")] : [column, ...listFigures.map(figureOf)]
}

/** Whether it is a plain structure: no list, map or variant, and not repeated. */
function isStructure({ element, children }: SchemaTree): boolean {
  return children.length > 0 && element.repetition_type !== "REPEATED" && annotationOf(element) == null
}

/** Number of fields in the tree that have no fields themselves: each has a column chunk in every row group. */
export function countLeaves(tree: SchemaTree): number {
  return tree.children.length === 0 ? 1 : tree.children.reduce((sum, child) => sum + countLeaves(child), 0)
}

function columnOf(tree: SchemaTree, { chunk, above, hint }: Place): FlatColumn | NestedColumn {
  const { element, children } = tree
  // The parser's types promise a name; a damaged footer may lack it.
  if (typeof element.name !== "string") throw new Unreadable(`the column that starts at chunk ${chunk + 1} has no name`)
  const below = firstLeaf(tree)
  const { leaf } = below
  const path = [...above, ...below.path]
  if (leaf.element.type === undefined)
    throw new Unreadable(`column ${JSON.stringify(element.name)} has neither a type nor fields`)
  const base = {
    name: [...above, tree].map((each) => each.element.name).join("."),
    chunk,
    physicalType: leaf.element.type,
    presentFrom: [...above, tree].filter((each) => each.element.repetition_type === "OPTIONAL").length,
  }
  if (children.length === 0 && element.repetition_type !== "REPEATED")
    return { ...base, nested: false, type: valueTypeOf(element, hint) }
  const typeName = typeNameOf(tree, hint)
  const elements = /^(?:list|large_list)<[^<>]*: (\w+)>$/.exec(typeName)?.[1] ?? ""
  return {
    ...base,
    nested: true,
    typeName,
    numbers: numberTypes.test(elements) ? valueTypeOf(leaf.element, null) : null,
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
