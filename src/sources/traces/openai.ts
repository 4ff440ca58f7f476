import { instant, isoTime } from "./instants.js"
import { first, isObject, list, lookup, numberOf, textOf } from "./lookup.js"
import { promptOf, wordsOf } from "./messages.js"
import type { JsonObject, TraceFormat, TraceRow } from "./trace-row.js"

const kinds = new Set(["chat.completion", "text_completion", "response"])

/** Answers of the OpenAI API, one on each line: by themselves, beside their request, or as batches give them. */
export const openai: TraceFormat = {
  title: "OpenAI",
  recognises: (object) => isAnswer(answerOf(object)) || ("custom_id" in object && "response" in object),
  rows: (object) => [row(object)],
}

const isAnswer = (answer: JsonObject) => kinds.has(String(answer.object)) && ("choices" in answer || "output" in answer)

function answerOf(object: JsonObject): JsonObject {
  const inner = first(object, "response.body", "response")
  return isObject(inner) && !kinds.has(String(object.object)) ? inner : object
}

function row(object: JsonObject): TraceRow {
  const answer = answerOf(object)
  const request = first(object, "request.body", "request", "body")
  const [choice] = list(answer.choices)
  const at = (...paths: string[]) => first(answer, ...paths)
  const refused = lookup(choice, "message.refusal")
  return {
    trace_id: textOf(object.custom_id ?? answer.id ?? object.id),
    timestamp: isoTime(instant(at("created", "created_at"))),
    model: textOf(at("model") ?? lookup(request, "model")),
    input_tokens: numberOf(at("usage.prompt_tokens", "usage.input_tokens")),
    cached_tokens: numberOf(
      at("usage.prompt_tokens_details.cached_tokens", "usage.input_tokens_details.cached_tokens"),
    ),
    output_tokens: numberOf(at("usage.completion_tokens", "usage.output_tokens")),
    latency_ms: numberOf(object.latency_ms),
    ttft_ms: numberOf(object.ttft_ms),
    finish_reason: textOf(lookup(choice, "finish_reason") ?? reasonOf(answer)),
    is_error: failed(object),
    user_id: textOf(first(request, "user", "safety_identifier") ?? at("user")),
    feature: textOf(first(object, "metadata.feature", "request.metadata.feature", "response.metadata.feature")),
    refusal: typeof refused === "string" && refused !== "" ? true : undefined,
    prompt: promptOf(first(request, "messages", "input", "prompt")),
    response: wordsOf(lookup(choice, "message") ?? lookup(choice, "text") ?? refused ?? answer.output),
  }
}

/** The Responses API says whether an answer is complete, and if not, why. */
function reasonOf({ status, ...answer }: JsonObject): string | undefined {
  if (status === "completed") return "stop"
  return textOf(lookup(answer, "incomplete_details.reason"))
}

/** A batch says how each request ended; answers by themselves are those that did not fail, which says nothing of the others. */
function failed(object: JsonObject): boolean | undefined {
  const code = numberOf(lookup(object, "response.status_code"))
  const error = lookup(object, "error") ?? lookup(object, "response.body.error")
  if (code === undefined && error === undefined) return undefined
  return error !== undefined || (code !== undefined && code >= 400)
}
