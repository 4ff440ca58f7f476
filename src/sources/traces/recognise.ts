import { langfuse } from "./langfuse.js"
import { langsmith } from "./langsmith.js"
import { openai } from "./openai.js"
import { otlp, spans } from "./otlp.js"
import type { JsonObject, TraceFormat } from "./trace-row.js"

/** Every export of traces there is, the surest first. */
const formats: readonly TraceFormat[] = [otlp, langsmith, langfuse, spans, openai]

/** The format of a file whose first object this is; null where it is no export of traces. */
export function traceFormatOf(object: JsonObject): TraceFormat | null {
  return formats.find((format) => format.recognises(object)) ?? null
}
