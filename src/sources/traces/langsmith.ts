import { instant, isoTime, millisecondsBetween } from "./instants.js"
import { first, flagOf, list, lookup, numberOf, textOf } from "./lookup.js"
import { promptOf, wordsOf } from "./messages.js"
import type { JsonObject, TraceFormat, TraceRow } from "./trace-row.js"

/** Runs of LangSmith; those of the type `llm` are the calls. */
export const langsmith: TraceFormat = {
  title: "LangSmith",
  recognises: (object) => typeof object.run_type === "string" && "start_time" in object,
  rows: (object) => (object.run_type === "llm" ? [row(object)] : []),
}

function row(object: JsonObject): TraceRow {
  const start = instant(object.start_time)
  const metadata = first(object, "extra.metadata", "metadata")
  const feedback = (name: string) => lookup(object, `feedback_stats.${name}.avg`)
  const [generation] = list(lookup(object, "outputs.generations")).flat()
  const usage = first(generation, "message.kwargs.usage_metadata", "message.usage_metadata")
  return {
    trace_id: textOf(object.trace_id ?? object.id),
    timestamp: isoTime(start),
    model: textOf(
      first(metadata, "ls_model_name") ??
        first(object, "extra.invocation_params.model", "extra.invocation_params.model_name"),
    ),
    input_tokens: numberOf(object.prompt_tokens ?? lookup(usage, "input_tokens")),
    cached_tokens: numberOf(
      first(object, "prompt_token_details.cache_read") ?? lookup(usage, "input_token_details.cache_read"),
    ),
    output_tokens: numberOf(object.completion_tokens ?? lookup(usage, "output_tokens")),
    latency_ms: millisecondsBetween(start, instant(object.end_time)),
    ttft_ms: millisecondsBetween(start, instant(object.first_token_time)),
    finish_reason: textOf(
      first(
        generation,
        "generation_info.finish_reason",
        "message.kwargs.response_metadata.finish_reason",
        "message.kwargs.response_metadata.stop_reason",
      ),
    ),
    is_error: failed(object),
    user_id: textOf(lookup(metadata, "user_id")),
    feature: textOf(lookup(metadata, "feature")),
    cost_usd: numberOf(object.total_cost),
    judge_accuracy: mark(feedback("accuracy")),
    judge_helpfulness: mark(feedback("helpfulness")),
    judge_safety: mark(feedback("safety")),
    feedback: flagOf(feedback("user_score") ?? feedback("thumbs_up") ?? feedback("thumbs")),
    prompt:
      promptOf(list(lookup(object, "inputs.messages")).flat()) ??
      wordsOf(first(object, "inputs.prompts", "inputs.input")),
    response: wordsOf(generation),
  }
}

function failed({ status, error }: JsonObject): boolean | undefined {
  if (status === undefined && error === undefined) return undefined
  return status === "error" || (error !== null && error !== undefined)
}

/** A mark from 1 to 5; feedback by the same name on another scale is none. */
function mark(value: unknown): number | undefined {
  const number = numberOf(value)
  return number !== undefined && number >= 1 && number <= 5 ? number : undefined
}
