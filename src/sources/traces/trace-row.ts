/** The columns of a table of traces: one row for each call of a model, whatever format it came in. Their names are those of the roles. */
export interface TraceRow {
  trace_id?: string | undefined
  /** When the call began: ISO 8601, UTC. */
  timestamp?: string | undefined
  model?: string | undefined
  /** All tokens of the prompt, those read from a cache among them. */
  input_tokens?: number | undefined
  cached_tokens?: number | undefined
  output_tokens?: number | undefined
  latency_ms?: number | undefined
  /** From the request to the first piece of the answer. */
  ttft_ms?: number | undefined
  finish_reason?: string | undefined
  is_error?: boolean | undefined
  user_id?: string | undefined
  /** The part of the product that asked. */
  feature?: string | undefined
  /** What the traces themselves say that the call cost. */
  cost_usd?: number | undefined
  judge_accuracy?: number | undefined
  judge_helpfulness?: number | undefined
  judge_safety?: number | undefined
  judge_groundedness?: number | undefined
  groundedness?: number | undefined
  safety_flag?: boolean | undefined
  feedback?: boolean | undefined
  task_completed?: boolean | undefined
  refusal?: boolean | undefined
  prompt?: string | undefined
  /** The passages that the answer rests on, a blank line between two. */
  context?: string | undefined
  response?: string | undefined
}

export type TraceColumn = keyof TraceRow

/** Their order in the table. */
export const traceColumns = [
  "trace_id",
  "timestamp",
  "model",
  "input_tokens",
  "cached_tokens",
  "output_tokens",
  "latency_ms",
  "ttft_ms",
  "finish_reason",
  "is_error",
  "user_id",
  "feature",
  "cost_usd",
  "judge_accuracy",
  "judge_helpfulness",
  "judge_safety",
  "judge_groundedness",
  "groundedness",
  "safety_flag",
  "feedback",
  "task_completed",
  "refusal",
  "prompt",
  "context",
  "response",
] as const satisfies readonly TraceColumn[]

export type JsonObject = Readonly<Record<string, unknown>>

/** An export of traces, known by what its objects hold. */
export interface TraceFormat {
  /** What people call it. */
  title: string
  /** Whether an object of the file, of whatever kind, is of this format. */
  recognises(object: JsonObject): boolean
  /** The calls of a model that it holds; none for a step of another kind. */
  rows(object: JsonObject): TraceRow[]
}
