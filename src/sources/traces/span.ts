import { first, flagOf, isObject, list, lookup, numberOf, parsed, textOf } from "./lookup.js"
import { isoTime, millisecondsBetween, type Nanoseconds } from "./instants.js"
import { joined, promptOf, spreadList, wordsOf } from "./messages.js"
import type { JsonObject, TraceRow } from "./trace-row.js"

/** A span of OpenTelemetry, from whichever file. */
export interface Span {
  traceId: unknown
  start: Nanoseconds | undefined
  end: Nanoseconds | undefined
  failed: boolean | undefined
  attributes: JsonObject
  events: readonly { name: unknown; attributes: JsonObject }[]
}

/** What a span says by either convention for models; none where it is no call of one. */
export function rowsOfSpan(span: Span): TraceRow[] {
  const kind = lookup(span.attributes, "openinference.span.kind")
  if (kind !== undefined) return kind === "LLM" ? [openInferenceRow(span)] : []
  return isModelCall(span.attributes) ? [genAiRow(span)] : []
}

/** Whether an object's names are those of either convention. */
export function speaksOfModels(attributes: unknown): boolean {
  return (
    isObject(attributes) &&
    (Object.keys(attributes).some((name) => /^(gen_ai|llm|openinference)(\.|$)/.test(name)) ||
      lookup(attributes, "openinference.span.kind") !== undefined)
  )
}

const otherOperations = new Set([
  "embeddings",
  "execute_tool",
  "invoke_agent",
  "create_agent",
  "invoke_workflow",
  "retrieval",
])

function isModelCall(attributes: JsonObject): boolean {
  const operation = textOf(lookup(attributes, "gen_ai.operation.name"))
  if (operation !== undefined && otherOperations.has(operation)) return false
  return first(attributes, "gen_ai.response.model", "gen_ai.request.model", "gen_ai.usage.input_tokens") !== undefined
}

function spanFacts({ traceId, start, end, failed, attributes }: Span): TraceRow {
  return {
    trace_id: textOf(traceId),
    timestamp: isoTime(start),
    latency_ms: millisecondsBetween(start, end),
    is_error: attributes["error.type"] === undefined ? failed : true,
    user_id: textOf(first(attributes, "user.id", "enduser.id", "gen_ai.request.user", "langfuse.user.id")),
    feature: textOf(first(attributes, "app.feature", "feature", "metadata.feature", "traceloop.workflow.name")),
  }
}

/** By the conventions of OpenTelemetry for generative AI, today's names before older ones. */
function genAiRow(span: Span): TraceRow {
  const { attributes } = span
  const at = (...paths: string[]) => first(attributes, ...paths.map((path) => `gen_ai.${path}`))
  const event = (name: string) => span.events.filter((each) => each.name === name).map((each) => each.attributes)
  const seconds = numberOf(at("response.time_to_first_chunk", "server.time_to_first_token"))
  return {
    ...spanFacts(span),
    model: textOf(at("response.model", "request.model")),
    input_tokens: numberOf(at("usage.input_tokens", "usage.prompt_tokens")),
    cached_tokens: numberOf(
      at("usage.cache_read.input_tokens", "usage.cache_read_input_tokens", "usage.cached_tokens"),
    ),
    output_tokens: numberOf(at("usage.output_tokens", "usage.completion_tokens")),
    ttft_ms: seconds === undefined ? undefined : milliseconds(seconds),
    finish_reason: textOf(list(parsed(at("response.finish_reasons")))[0] ?? at("completion.0.finish_reason")),
    cost_usd: numberOf(at("usage.cost", "cost.total")),
    ...evaluations(event("gen_ai.evaluation.result")),
    prompt: promptOf(at("input.messages") ?? spreadList(attributes, "gen_ai.prompt") ?? event("gen_ai.user.message")),
    response: wordsOf(
      parsed(at("output.messages")) ?? spreadList(attributes, "gen_ai.completion") ?? event("gen_ai.choice"),
    ),
    context: wordsOf(parsed(at("retrieval.documents"))),
  }
}

/** Seconds hold more digits than they mean: 1.154 s are 1154 ms, not 1153.9999999999998. */
const milliseconds = (seconds: number) => Number((seconds * 1000).toPrecision(14))

const marks = ["accuracy", "helpfulness", "safety", "groundedness"] as const

/** Results of evaluations by their names: marks from 1 to 5; a groundedness from 0 to 1 is a share of sentences. */
function evaluations(results: readonly JsonObject[]): TraceRow {
  const row: TraceRow = {}
  for (const result of results) {
    const name = textOf(first(result, "gen_ai.evaluation.name"))?.toLowerCase()
    const score = numberOf(first(result, "gen_ai.evaluation.score.value"))
    const mark = marks.find((each) => each === name)
    if (score === undefined || mark === undefined) continue
    if (mark === "groundedness" && score <= 1) row.groundedness = score
    else if (score >= 1 && score <= 5) row[`judge_${mark}`] = score
  }
  return row
}

/** By the conventions of OpenInference. */
function openInferenceRow(span: Span): TraceRow {
  const { attributes } = span
  const at = (...paths: string[]) => first(attributes, ...paths)
  const metadata = parsed(at("metadata"))
  const documents = spreadList(attributes, "retrieval.documents") ?? at("retrieval.documents")
  const facts = spanFacts(span)
  return {
    ...facts,
    feature: facts.feature ?? textOf(lookup(metadata, "feature")),
    model: textOf(at("llm.model_name")),
    input_tokens: numberOf(at("llm.token_count.prompt")),
    cached_tokens: numberOf(at("llm.token_count.prompt_details.cache_read")),
    output_tokens: numberOf(at("llm.token_count.completion")),
    finish_reason: textOf(at("llm.finish_reason")),
    cost_usd: numberOf(at("llm.cost.total")),
    feedback: flagOf(lookup(metadata, "feedback")),
    prompt: promptOf(spreadList(attributes, "llm.input_messages") ?? at("llm.input_messages", "input.value")),
    context: joined(list(documents).map((each) => textOf(first(each, "document.content", "content")))),
    response: wordsOf(spreadList(attributes, "llm.output_messages") ?? at("llm.output_messages", "output.value")),
  }
}
