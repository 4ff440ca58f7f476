import type { Endpoint } from "../ask/endpoint.js"
import { post, type PostOptions } from "../ask/post.js"
import { usageIn } from "../ask/usage.js"
import { first } from "../../sources/traces/lookup.js"
import { wordsOf } from "../../sources/traces/messages.js"
import type { Usage } from "../prices.js"
import { marksIn, marksSchema, type Marks } from "./marks.js"

/** What a judge said of one request; `invalid`: it answered, but no allowed marks; `failure`: it did not answer. */
export interface Opinion {
  marks: Marks | null
  invalid?: string
  failure?: string
  /** Null where the server does not say. */
  usage: Usage | null
}

/** How the form of the answer is asked for, the strictest first: a server that knows one refuses it with 400 or 422. */
const forms = [
  { response_format: { type: "json_schema", json_schema: { name: "marks", strict: true, schema: marksSchema } } },
  { response_format: { type: "json_object" } },
  {},
] as const

/** A judge at an endpoint. What form of answer its server understands is found out once. */
export class JudgeClient {
  private form = 0

  constructor(
    private readonly endpoint: Endpoint,
    private readonly model: string,
    private readonly options: PostOptions,
  ) {}

  async ask(prompt: string): Promise<Opinion> {
    for (;;) {
      const { form } = this
      const body = { model: this.model, temperature: 0, messages: [{ role: "user", content: prompt }], ...forms[form] }
      const answer = await post(this.endpoint, body, this.options)
      if (answer.failure === undefined) return opinionIn(answer.json)
      const refused = answer.status === 400 || answer.status === 422
      if (!refused || form + 1 >= forms.length) return { marks: null, failure: answer.failure, usage: null }
      this.form = Math.max(this.form, form + 1)
    }
  }
}

function opinionIn(json: unknown): Opinion {
  const usage = usageIn(json)
  const text = wordsOf(first(json, "choices.0.message.content", "choices.0.text"))
  if (text === undefined) return { marks: null, invalid: "an answer without a text", usage }
  const marks = marksIn(text)
  return typeof marks === "string" ? { marks: null, invalid: marks, usage } : { marks, usage }
}
