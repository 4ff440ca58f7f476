/** Servers and models that are asked about traces of LLM applications. Nothing leaves the machine unless one of them is named. */
import { UsageError } from "../../errors.js"
import type { Settings } from "../setting.js"
import { file, share, takes, text } from "../takes.js"

/** US dollars: "2", "2USD", "$2". */
const dollars = takes((v) => v.pipe(v.number(), v.finite(), v.gtValue(0)), { read: readDollars })

function readDollars(written: string): number {
  const match = /^\$?(\d+(?:\.\d+)?)\s*(?:USD)?$/i.exec(written.trim())
  const value = match === null ? NaN : Number(match[1])
  if (value > 0) return value
  throw new UsageError("It takes an amount such as 2USD.")
}

export const traces = {
  judge: {
    takes: text,
    flag: "--judge <url>",
    help: "server that marks answers (OpenAI-compatible)",
    about: "The server whose model marks a share of the answers, OpenAI-compatible; prompts and answers are sent there",
    field: "judge",
  },
  judge_model: {
    takes: text,
    flag: "--judge-model <name>",
    help: "its model",
    about: "The model that marks answers",
    field: "judgeModel",
  },
  judge_sample: {
    takes: share,
    flag: "--judge-sample <share>",
    help: "share of the requests that are marked",
    about: "The share of the requests that are marked, chosen by a hash of their names",
    default: 0.02,
    field: "judgeSample",
  },
  judge_budget: {
    takes: dollars,
    flag: "--judge-budget <usd>",
    help: "stop once the judge has cost so much, such as 2USD",
    about: "US dollars that the judge may cost in a run; then it is stopped",
    field: "judgeBudget",
  },
  judge_prompt: {
    takes: file,
    flag: "--judge-prompt <file>",
    help: "what the judge is told, with {{prompt}}, {{context}}, {{response}}",
    about: "A file with what the judge is told; {{prompt}}, {{context}} and {{response}} stand for what is judged",
    otherwise: "driftcheck's own words",
    field: "judgePrompt",
  },
  llm_cache: {
    takes: file,
    about: "The folder that keeps marks, flags and vectors by what was asked, without any text",
    otherwise: "driftcheck/answers in the user's cache folder",
    field: "llmCache",
  },
  moderation: {
    takes: text,
    flag: "--moderation <url>",
    help: "server that flags unsafe answers (OpenAI-compatible)",
    about:
      "The server that flags unsafe answers, by /moderations, or by chat where the model is a Llama Guard; answers are sent there",
    field: "moderation",
  },
  moderation_model: {
    takes: text,
    flag: "--moderation-model <name>",
    help: "its model; one named like Llama Guard is asked by chat",
    about: "The model that flags answers; one named like Llama Guard is asked by chat",
    field: "moderationModel",
  },
  embedder: {
    takes: text,
    flag: "--embedder <dir|url>",
    help: "sentence vectors: folder of an ONNX model, or a server",
    about:
      "What makes vectors of sentences, for groundedness and drift of texts: a folder with model.onnx and tokenizer.json, or an OpenAI-compatible server",
    field: "embedder",
  },
  embedder_model: {
    takes: text,
    flag: "--embedder-model <name>",
    help: "the model of that server",
    about: "The model of the server that makes vectors",
    field: "embedderModel",
  },
} as const satisfies Settings
