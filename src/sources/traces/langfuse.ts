import { instant, isoTime, millisecondsBetween } from "./instants.js"
import { first, isObject, lookup, numberOf, parsed, textOf } from "./lookup.js"
import { promptOf, wordsOf } from "./messages.js"
import type { JsonObject, TraceFormat, TraceRow } from "./trace-row.js"

const kinds = new Set([
  "GENERATION",
  "SPAN",
  "EVENT",
  "AGENT",
  "TOOL",
  "CHAIN",
  "RETRIEVER",
  "EVALUATOR",
  "EMBEDDING",
  "GUARDRAIL",
])

/** Observations of Langfuse, as its exports (snake case) and its API (camel case) spell them; generations are the calls. */
export const langfuse: TraceFormat = {
  title: "Langfuse",
  recognises: (object) =>
    kinds.has(String(object.type)) &&
    first(object, "trace_id", "traceId") !== undefined &&
    first(object, "start_time", "startTime") !== undefined,
  rows: (object) => (object.type === "GENERATION" ? [row(object)] : []),
}

function row(object: JsonObject): TraceRow {
  const start = instant(first(object, "start_time", "startTime"))
  const metadata = parsed(object.metadata)
  const usage = parsed(first(object, "usage_details", "usageDetails", "usage"))
  const cached = numberOf(first(usage, "input_cached_tokens", "cache_read_input_tokens", "input_cache_read"))
  // What was read from a cache is not in `input`.
  const fresh = numberOf(first(usage, "input", "prompt_tokens", "promptTokens"))
  return {
    trace_id: textOf(first(object, "trace_id", "traceId")),
    timestamp: isoTime(start),
    model: textOf(first(object, "provided_model_name", "providedModelName", "model")),
    input_tokens: fresh === undefined ? undefined : fresh + (cached ?? 0),
    cached_tokens: cached,
    output_tokens: numberOf(first(usage, "output", "completion_tokens", "completionTokens")),
    latency_ms: millisecondsBetween(start, instant(first(object, "end_time", "endTime"))),
    ttft_ms: millisecondsBetween(start, instant(first(object, "completion_start_time", "completionStartTime"))),
    finish_reason: textOf(first(metadata, "finish_reason", "finishReason")),
    is_error: isObject(object) && object.level !== undefined ? object.level === "ERROR" : undefined,
    user_id: textOf(first(object, "user_id", "userId") ?? lookup(metadata, "user_id")),
    feature: textOf(lookup(metadata, "feature")),
    cost_usd: numberOf(
      lookup(parsed(first(object, "cost_details", "costDetails")), "total") ??
        first(object, "total_cost", "calculatedTotalCost"),
    ),
    prompt: promptOf(lookup(parsed(object.input), "messages") ?? object.input),
    response: wordsOf(parsed(object.output)),
  }
}
