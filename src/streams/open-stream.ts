import { UsageError } from "../errors.js"
import { statOf } from "../files/stat.js"
import { kafkaAddress } from "./kafka-address.js"
import type { Reading, StreamSource } from "./source.js"
import { stdinSource } from "./stdin-source.js"

/** The source that a user named, and whether reading it can go on in another run. */
export interface NamedSource {
  name: string
  resumes: boolean
  open(reading: Reading): Promise<StreamSource>
}

/** Standard input for "-", Kafka for kafka://…, else a file or folder. Throws UsageError where it is none of these. */
export function namedSource(from: string): NamedSource {
  if (from === "-") return { name: "standard input", resumes: false, open: () => Promise.resolve(stdinSource()) }
  if (from.startsWith("kafka:")) {
    kafkaAddress(from)
    return {
      name: from,
      resumes: true,
      open: async (reading) => (await import("./kafka-source.js")).kafkaSource(from, reading),
    }
  }
  const kind = statOf(from)
  if (kind === undefined)
    throw new UsageError(`there is no ${from}`, { hint: "it takes -, a file, a folder, or kafka://host:port/topic" })
  return {
    name: from,
    resumes: true,
    open: async (reading) => (await import("./files-source.js")).filesSource(from, reading),
  }
}
