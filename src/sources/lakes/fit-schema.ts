import type { SchemaElement, SchemaTree } from "hyparquet"
import type { LakeField, LakeTable } from "../../model.js"
import type { Footer } from "../parquet/footer.js"

/** Begins the names of columns that a file holds and its table does not have (any more). */
export const droppedPrefix = "\0dropped "

/**
 * The footer of a table's file with its columns and their fields named as in the table, and those that are none of it marked as dropped.
 * Files whose fields have no ids, as those that were added to a table, are read by names.
 */
export function fitSchema({ metadata, schema }: Footer, { fields, findBy }: LakeTable): Footer {
  const byId = findBy === "id" && metadata.schema.some(({ field_id: id }) => id !== undefined)
  const children = schema.children.map((tree, i) => {
    const field = fieldOf(tree.element, fields, byId)
    return field === undefined ? named(tree, `${droppedPrefix}${i}`) : fitted(tree, field, byId)
  })
  return { metadata, schema: { ...schema, children } }
}

function fieldOf({ name, field_id: id }: SchemaElement, fields: readonly LakeField[], byId: boolean) {
  return fields.find((field) => (byId ? field.id === id : (field.names ?? [field.stored]).includes(name)))
}

/** Between a list and its elements, and a map and its keys and values, stands a level of no name in the table. */
function fitted(tree: SchemaTree, { name, fields }: LakeField, byId: boolean): SchemaTree {
  const fit = (child: SchemaTree): SchemaTree => {
    const field = fieldOf(child.element, fields, byId)
    if (field !== undefined) return fitted(child, field, byId)
    return child.element.repetition_type === "REPEATED" ? { ...child, children: child.children.map(fit) } : child
  }
  return { ...named(tree, name), children: tree.children.map(fit) }
}

function named(tree: SchemaTree, name: string): SchemaTree {
  return { ...tree, element: { ...tree.element, name } }
}
