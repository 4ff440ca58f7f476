import { InputError } from "../errors.js"
import type { ReadOptions, TableSource } from "../sources/source.js"

/**
 * A table with the columns that the configuration names for traces called as such. Throws InputError where a column is not there, or
 * where another one has the name already. JSON Lines come with these names: their reader follows paths.
 */
export function withTraceNames<Source extends TableSource>(source: Source, { traces }: ReadOptions): Source {
  if (traces == null || source.sparse === true) return source
  const names = new Set(source.columns.map(({ name }) => name))
  const renamed = new Map(Array.from(traces, ([name, column]) => [column, name]))
  for (const [column, name] of renamed) {
    if (!names.has(column))
      throw new InputError(
        `there is no column ${JSON.stringify(column)}, which the configuration names as traces.${name}`,
        {
          hint: `the file has ${Array.from(names).slice(0, 20).join(", ")}`,
        },
      )
    if (column !== name && names.has(name) && !renamed.has(name))
      throw new InputError(
        `traces.${name} names the column ${JSON.stringify(column)}, but the file has a column ${JSON.stringify(name)} as well`,
      )
  }
  return {
    ...source,
    columns: source.columns.map((info) => ({ ...info, name: renamed.get(info.name) ?? info.name })),
    close: () => {
      source.close()
    },
  }
}
