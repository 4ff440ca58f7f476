import { listFigures, numberTypes, type ListFigure } from "../shared/lists.js"
import { columnTypeOf, type ColumnType } from "./column-type.js"
import { presence } from "./finish.js"
import { extentOf, plus, type Extent } from "./extent.js"
import { TypeId, type Field } from "./schema.js"

/** A field of the schema, a field of a structure, or a figure of a list. */
export interface ArrowColumn {
  /** Those of a structure's fields are joined with dots; may occur twice. */
  name: string
  field: Field
  type: ColumnType
  /** What comes before it in the lists of each record batch. */
  start: Extent
  /** The same of the structures around it, from the outermost on: where one is missing, so is the field. */
  above: readonly Extent[]
  /** A list as one figure per row. */
  figure: ListFigure | null
  /** Whether it holds lists of numbers. */
  numberLists: boolean
}

const nothing: Extent = { nodes: 0, buffers: 0, views: 0 }
/** A structure has its bitmap before its fields. */
const ofStructure: Extent = { nodes: 1, buffers: 1, views: 0 }

/**
 * The columns of a file, in its order; a structure of at most `mostFields` fields is taken apart into these, and unless that is 0 lists
 * become their figures.
 */
export function columnsOf(fields: readonly Field[], mostFields: number): ArrowColumn[] {
  return inOrder(fields, nothing, (field, start) => {
    const column = plain(field, { names: [], start, above: [] })
    if (mostFields === 0) return [column]
    return isStructure(field) && countLeaves(field) <= mostFields ? fieldsOf(column) : withFigures(column)
  })
}

/** What each field gives; `first`: what comes before them all. */
function inOrder<T>(fields: readonly Field[], first: Extent, each: (field: Field, start: Extent) => T[]): T[] {
  let start = first
  return fields.flatMap((field) => {
    const own = each(field, start)
    start = plus(start, extentOf(field))
    return own
  })
}

interface Place {
  /** Of the structures around it. */
  names: readonly string[]
  start: Extent
  above: readonly Extent[]
}

function plain(field: Field, { names, start, above }: Place): ArrowColumn {
  const type = columnTypeOf(field)
  return { name: [...names, field.name].join("."), field, type, start, above, figure: null, numberLists: false }
}

function fieldsOf({ name, field, start, above }: ArrowColumn): ArrowColumn[] {
  return inOrder(field.children, plus(start, ofStructure), (child, at) => {
    const column = plain(child, { names: [name], start: at, above: [...above, start] })
    return isStructure(child) ? fieldsOf(column) : withFigures(column)
  })
}

/** A list is its length; one of numbers, which may be a vector, stays beside its length, norm and mean. */
function withFigures(column: ArrowColumn): ArrowColumn[] {
  const { field, name } = column
  if (!isList(field)) return [column]
  const figureOf = (figure: ListFigure): ArrowColumn => ({
    ...column,
    figure,
    name: `${name}.${figure}`,
    type: figureType(figure),
  })
  return holdsNumbers(field) ? [{ ...column, numberLists: true }, ...listFigures.map(figureOf)] : [figureOf("length")]
}

const isStructure = ({ typeId, dictionary, children }: Field) =>
  typeId === TypeId.struct && dictionary === null && children.length > 0

const lists: ReadonlySet<number> = new Set([
  TypeId.list,
  TypeId.largeList,
  TypeId.map,
  TypeId.fixedSizeList,
  TypeId.listView,
  TypeId.largeListView,
])

const isList = ({ typeId, dictionary, children }: Field) =>
  lists.has(typeId) && dictionary === null && children.length === 1

function holdsNumbers({ typeId, children: [element] }: Field): boolean {
  return typeId !== TypeId.map && element.dictionary === null && numberTypes.test(columnTypeOf(element).storageType)
}

/** Nothing in the file has this type: the figures are worked out. */
function figureType(figure: ListFigure): ColumnType {
  const integer = figure === "length"
  const layout = { form: "none", bitmap: false, allMissing: false } as const
  return { storageType: integer ? "int32" : "double", kind: "number", integer, layout, finish: presence }
}

function countLeaves({ children }: Field): number {
  return children.length === 0 ? 1 : children.reduce((sum, child) => sum + countLeaves(child), 0)
}
