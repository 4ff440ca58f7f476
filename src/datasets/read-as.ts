import type { Reading } from "../model.js"
import { readVector } from "../columns/read-vector.js"
import type { TableSource } from "../sources/source.js"

/** The same table with some columns, by name, read as something else than what they are stored as. */
export function readAs(source: TableSource, readings: ReadonlyMap<string, Reading>): TableSource {
  const reading = (index: number) => readings.get(source.columns[index].name)
  return {
    ...source,
    columns: source.columns.map((info, index) => reading(index)?.info ?? info),
    readColumn(index, room) {
      const vector = source.readColumn(index, room)
      const how = reading(index)
      return how === undefined ? vector : readVector(vector, how)
    },
    close: () => {
      source.close()
    },
  }
}
