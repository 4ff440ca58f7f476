import { agree } from "../columns/agree.js"
import { joinLabels } from "../datasets/join-labels.js"
import { openDataset } from "../datasets/open-dataset.js"
import { InputError } from "../errors.js"
import type { Dataset } from "../model.js"
import { labelColumns } from "../options/label-columns.js"
import type { CompareOptions } from "../options/options.js"
import { saidOf } from "../options/said.js"
import type { ReadOptions } from "../sources/source.js"

/** A side with its late labels, and options that know which column they are. */
export interface Labelled {
  dataset: Dataset
  options: CompareOptions
}

/**
 * The predictions with the labels of this file joined as one more column, which has the role target; as they are where there is no
 * file. Throws UsageError where it is open which columns join them, InputError where the files do not fit.
 */
export async function withLateLabels(
  predictions: Dataset,
  path: string | null,
  called: string,
  options: CompareOptions,
  read: ReadOptions,
): Promise<Labelled> {
  if (path === null) return { dataset: predictions, options }
  if (!predictions.keepsRows)
    throw new InputError(`${predictions.path} ${withoutRows(predictions)} no rows to join labels to`)
  // A version or a query of the predictions is none of their labels.
  const { version, timestamp, query, ...alike } = read
  const stored = await openDataset(path, alike)
  try {
    const { labels, said } = await readable(stored, options)
    const columns = labelColumns(predictions, labels, options, called)
    const { labelsAsOf: asOf, labelsWindow: window } = options
    const dataset = await joinLabels(predictions, labels, { ...columns, asOf, window, called, said })
    const roles = new Map(options.roles).set(columns.target, "target")
    return { dataset, options: { ...options, roles } }
  } finally {
    stored.close()
  }
}

const withoutRows = ({ exact }: Dataset) =>
  exact ? "is a table in an engine, which hands over" : "is a profile, which keeps"

/** The label file with its columns read as what their values are; ids are read together with those of the predictions. */
async function readable(stored: Dataset, options: CompareOptions) {
  if (!stored.keepsRows)
    throw new InputError(`${stored.path} ${withoutRows(stored)} no rows, and so no labels`, {
      hint: "name the file with the labels themselves",
    })
  if (stored.rows === 0) throw new InputError(`the label file ${stored.path} has no rows`)
  const said = saidOf(options)
  const ids = new Set([
    ...options.labelsId,
    ...Array.from(options.roles.keys()).filter((name) => options.roles.get(name) === "id"),
  ])
  const names = stored.columns.map(({ name }) => name).filter((name) => !ids.has(name))
  const { datasets } = await agree([stored], names, said)
  return { labels: datasets[0], said }
}
