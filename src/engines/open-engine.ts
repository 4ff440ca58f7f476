import type { Dataset } from "../model.js"
import { InputError } from "../errors.js"
import { onSignal } from "../signals.js"
import { readAddress, type SaidOfTable } from "./address.js"
import { EngineDataset } from "./engine-dataset.js"
import { EngineTable } from "./engine-table.js"
import { usualCaps, type Caps } from "./asked.js"
import type { EngineClient } from "./engine.js"
import { relationOf } from "./statements.js"

/** The table of an address, opened by a first scan. Throws InputError in the engine's words. */
export async function openEngine(text: string, said: SaidOfTable, caps: Caps = usualCaps): Promise<Dataset> {
  const { engine, address } = await readAddress(text, said)
  const { dialect } = engine
  const client = endedBySignal(await engine.connect(address))
  try {
    const native = await client.describe(relationOf({ ...address, sample: null }, dialect, []))
    if (native.length === 0) throw new InputError(`${text}: it has no column`)
    const columns = native.map(({ name, type }) => ({ info: { name, ...dialect.typeOf(type) }, nativeType: type }))
    const relation = relationOf(address, dialect, native)
    return new EngineDataset(await EngineTable.open(address, { client, dialect, relation, caps }, columns))
  } catch (error) {
    void client.close()
    throw error
  }
}

/** The client, which a signal closes: the statement that runs ends in the engine as well. */
function endedBySignal(client: EngineClient): EngineClient {
  const forget = onSignal(() => client.close())
  return {
    query: (sql) => client.query(sql),
    describe: (relation) => client.describe(relation),
    close: () => {
      forget()
      return client.close()
    },
  }
}
