/** Roles in tables of traces, a row for each call of a model; named in the configuration under `traces`, or found by well-known names. */
import type { RoleRow } from "./roles.js"

/** As a row of the table of roles. `column`: what the readers of traces, and `traces:` in the configuration, call it. */
export interface TraceRoleRow extends RoleRow {
  column: string
}

const number = ["number"] as const
const string = ["string"] as const
const flag = ["boolean", "number"] as const

/** Names that are no one else's are `sure` anywhere and show that a table holds traces; those of `inTraces` count only there. */
export const traceRoleTable = {
  trace: {
    column: "trace_id",
    help: "name of the request; what is judged is chosen by it",
    several: false,
    sure: null,
    inTraces: /^(trace_?id|request_?id|run_?id|id)$/i,
    maybe: null,
    kinds: string,
  },
  started: {
    column: "timestamp",
    help: "when the request began",
    several: false,
    sure: null,
    inTraces: /^(ts|timestamp|time|start(ed)?(_?(time|at))?|created(_?at)?)$/i,
    maybe: null,
    kinds: ["datetime"],
  },
  model: {
    column: "model",
    help: "the model that answered",
    several: false,
    sure: null,
    inTraces: /^(model|model_?name|model_?id|llm_model)$/i,
    maybe: null,
    kinds: string,
  },
  input_tokens: {
    column: "input_tokens",
    help: "tokens of the prompt, cached ones among them",
    several: false,
    sure: /^(input|prompt)_?tokens$/i,
    maybe: null,
    kinds: number,
  },
  cached_tokens: {
    column: "cached_tokens",
    help: "tokens of the prompt that were read from a cache",
    several: false,
    sure: /^(cached_?(input_|prompt_)?tokens|cache_read_(input_)?tokens)$/i,
    maybe: null,
    kinds: number,
  },
  output_tokens: {
    column: "output_tokens",
    help: "tokens of the answer",
    several: false,
    sure: /^(output|completion)_?tokens$/i,
    maybe: null,
    kinds: number,
  },
  ttft: {
    column: "ttft_ms",
    help: "milliseconds to the first token",
    several: false,
    sure: /^(ttft|time_to_first_(token|chunk))_?ms$/i,
    maybe: null,
    kinds: number,
  },
  finish_reason: {
    column: "finish_reason",
    help: "why the model stopped",
    several: false,
    sure: /^(finish|stop)_?reason$/i,
    maybe: null,
    kinds: string,
  },
  user: {
    column: "user_id",
    help: "who asked",
    several: false,
    sure: null,
    inTraces: /^(user|user_?id|end_?user(_?id)?|customer_?id)$/i,
    maybe: null,
    kinds: ["string", "number"],
  },
  app_feature: {
    column: "feature",
    help: "the part of the product that asked",
    several: false,
    sure: null,
    inTraces: /^(feature|app_feature|use_case|endpoint|route)$/i,
    maybe: null,
    kinds: string,
  },
  cost: {
    column: "cost_usd",
    help: "what the request cost, in US dollars",
    several: false,
    sure: null,
    inTraces: /^(total_)?cost(_usd)?$/i,
    maybe: null,
    kinds: number,
  },
  judge_score: {
    column: "judge_score",
    help: "a judge's mark of the answer, from 1 to 5",
    several: false,
    sure: /^judge_score$/i,
    maybe: null,
    kinds: number,
  },
  judge_accuracy: {
    column: "judge_accuracy",
    help: "a judge's mark for accuracy, from 1 to 5",
    several: false,
    sure: /^judge_accuracy$/i,
    maybe: null,
    kinds: number,
  },
  judge_helpfulness: {
    column: "judge_helpfulness",
    help: "a judge's mark for helpfulness, from 1 to 5",
    several: false,
    sure: /^judge_helpfulness$/i,
    maybe: null,
    kinds: number,
  },
  judge_safety: {
    column: "judge_safety",
    help: "a judge's mark for safety, from 1 to 5",
    several: false,
    sure: /^judge_safety$/i,
    maybe: null,
    kinds: number,
  },
  judge_groundedness: {
    column: "judge_groundedness",
    help: "a judge's mark for groundedness, from 1 to 5",
    several: false,
    sure: /^judge_groundedness$/i,
    maybe: null,
    kinds: number,
  },
  human_score: {
    column: "human_score",
    help: "a person's mark of the answer, from 1 to 5, which a judge is checked against",
    several: false,
    sure: /^human_score$/i,
    maybe: null,
    kinds: number,
  },
  groundedness: {
    column: "groundedness",
    help: "share of the answer's sentences that the retrieved passages support",
    several: false,
    sure: null,
    inTraces: /^groundedness$/i,
    maybe: null,
    kinds: number,
  },
  safety_flag: {
    column: "safety_flag",
    help: "whether a safety classifier flagged the answer",
    several: false,
    sure: null,
    inTraces: /^(safety_?flag(ged)?|flagged|is_?unsafe|unsafe)$/i,
    maybe: null,
    kinds: flag,
  },
  feedback: {
    column: "feedback",
    help: "whether the user was content (thumbs up)",
    several: false,
    sure: null,
    inTraces: /^((user_)?feedback|thumbs(_up)?)$/i,
    maybe: null,
    kinds: flag,
  },
  task_completed: {
    column: "task_completed",
    help: "whether the user's task was done",
    several: false,
    sure: null,
    inTraces: /^(task_(completed|complete|success|done)|completed)$/i,
    maybe: null,
    kinds: flag,
  },
  refusal: {
    column: "refusal",
    help: "whether the model refused to answer",
    several: false,
    sure: null,
    inTraces: /^(is_?)?refus(al|ed)$/i,
    maybe: null,
    kinds: flag,
  },
  prompt: {
    column: "prompt",
    help: "what was asked; private unless `show_texts` is set",
    several: false,
    sure: null,
    inTraces: /^(prompt|question|query|input|user_?message)$/i,
    maybe: null,
    kinds: string,
  },
  context: {
    column: "context",
    help: "the retrieved passages that the answer rests on; private unless `show_texts` is set",
    several: false,
    sure: null,
    inTraces: /^(contexts?|retrieved_(context|chunks|docs|documents))$/i,
    maybe: null,
    kinds: string,
  },
  response: {
    column: "response",
    help: "what the model answered; private unless `show_texts` is set",
    several: false,
    sure: null,
    inTraces: /^(response|answer|completion|output)$/i,
    maybe: null,
    kinds: string,
  },
} as const satisfies Record<string, TraceRoleRow>

export type TraceRole = keyof typeof traceRoleTable
export const traceRoles = Object.keys(traceRoleTable) as TraceRole[]

/** The words of providers for the reasons to stop, lower case. */
export const finishReasons = {
  length: ["length", "max_tokens", "max_output_tokens", "model_length", "max_completion_tokens"],
  stop: ["stop", "end_turn", "stop_sequence", "eos", "eos_token", "completed", "complete"],
  tool_calls: ["tool_calls", "tool_call", "tool_use", "function_call"],
  content_filter: [
    "content_filter",
    "content_filtered",
    "safety",
    "refusal",
    "recitation",
    "blocklist",
    "guardrail_intervened",
  ],
} as const
export type FinishReason = keyof typeof finishReasons
