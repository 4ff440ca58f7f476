import { existsSync, readFileSync } from "node:fs"
import { createRequire } from "node:module"
import { join, resolve } from "node:path"
import { pathToFileURL } from "node:url"
import { InputError } from "../../errors.js"
import type { Embed } from "../groundedness/similarity.js"
import { unit } from "./endpoint-embedder.js"

/** As much of onnxruntime-node as is used here: an optional package. */
interface Runtime {
  InferenceSession: {
    create: (path: string, options: object) => Promise<Session>
  }
  Tensor: new (type: "int64", data: BigInt64Array, dims: readonly number[]) => unknown
}
interface Output {
  data: Float32Array
  dims: readonly number[]
}
interface Session {
  inputNames: readonly string[]
  run: (feeds: Record<string, unknown>) => Promise<Partial<Record<string, Output>>>
}
/** As much of @huggingface/tokenizers. */
interface TokenizerPackage {
  Tokenizer: new (tokenizer: object, config: object) => { encode: (text: string) => { ids: number[] } }
}

/** Tokens of a text that are read; what is longer is cut. */
const mostTokens = 256

/**
 * Vectors by a model in ONNX, in a folder with model.onnx and tokenizer.json: the mean over the tokens, at length 1. Throws InputError
 * where the folder or one of the two packages that it takes is missing.
 */
export async function localEmbedder(folder: string): Promise<Embed> {
  const [model, tokenizerFile] = [join(folder, "model.onnx"), join(folder, "tokenizer.json")]
  for (const file of [model, tokenizerFile])
    if (!existsSync(file))
      throw new InputError(`--embedder: there is no ${file}`, {
        hint: "it takes a folder with model.onnx and tokenizer.json, such as those of all-MiniLM-L6-v2, or the address of a server",
      })
  const runtime = await optional<Runtime>("onnxruntime-node", folder)
  const { Tokenizer } = await optional<TokenizerPackage>("@huggingface/tokenizers", folder)
  const config = join(folder, "tokenizer_config.json")
  const tokenizer = new Tokenizer(jsonIn(tokenizerFile), existsSync(config) ? jsonIn(config) : {})
  const session = await runtime.InferenceSession.create(model, { intraOpNumThreads: 1, interOpNumThreads: 1 })
  const known = new Map<string, Float32Array>()
  return async (texts) => {
    for (const text of texts) {
      if (known.has(text)) continue
      const { ids } = tokenizer.encode(text)
      known.set(text, await vectorOf(session, runtime, shortened(ids)))
    }
    return texts.map((text) => known.get(text) ?? new Float32Array())
  }
}

/** The first tokens and the last, which ends the text. */
const shortened = (ids: readonly number[]) =>
  ids.length <= mostTokens ? ids : [...ids.slice(0, mostTokens - 1), ids[ids.length - 1]]

async function vectorOf(session: Session, { Tensor }: Runtime, ids: readonly number[]): Promise<Float32Array> {
  const dims = [1, ids.length]
  const inputs: Record<string, bigint[]> = {
    input_ids: ids.map(BigInt),
    attention_mask: ids.map(() => 1n),
    token_type_ids: ids.map(() => 0n),
  }
  const feeds = session.inputNames.map((name) => [name, new Tensor("int64", BigInt64Array.from(inputs[name]), dims)])
  const outputs = await session.run(Object.fromEntries(feeds) as Record<string, unknown>)
  const output = outputs.last_hidden_state ?? Object.values(outputs)[0]
  if (output === undefined) throw new InputError("--embedder: the model gives nothing")
  const { data, dims: shape } = output
  const width = shape[shape.length - 1]
  const sums = new Float32Array(width)
  for (let i = 0; i < data.length; i++) sums[i % width] += data[i]
  return unit(sums)
}

/** A package that is not among those that driftcheck brings: looked for beside it, in the working directory, beside the model. */
async function optional<Package>(name: string, folder: string): Promise<Package> {
  const places = [
    import.meta.url,
    pathToFileURL(resolve("package.json")),
    pathToFileURL(resolve(folder, "package.json")),
  ]
  for (const place of places) {
    const path = resolved(name, place)
    if (path !== null) return withDefault((await import(pathToFileURL(path).href)) as Package & { default?: Package })
  }
  throw new InputError(`--embedder: the package ${name} is not installed`, {
    hint: "ONNXRUNTIME_NODE_INSTALL=skip npm install onnxruntime-node @huggingface/tokenizers",
  })
}

const withDefault = <Package>(module: Package & { default?: Package }): Package => module.default ?? module

function resolved(name: string, from: string | URL): string | null {
  try {
    return createRequire(from).resolve(name)
  } catch {
    return null
  }
}

const jsonIn = (file: string) => JSON.parse(readFileSync(file, "utf8")) as object
