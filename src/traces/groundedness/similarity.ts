import { sentencesOf } from "../texts/sentences.js"

/** Vectors of length 1, one for each text, in their order. */
export type Embed = (texts: readonly string[]) => Promise<Float32Array[]>

/** A sentence counts as supported above this cosine. */
export const supportedAbove = 0.75

/** For each sentence its largest cosine with a passage, from -1 to 1. At least one passage. */
export async function largestSimilarities(
  sentences: readonly string[],
  passages: readonly string[],
  embed: Embed,
): Promise<number[]> {
  const vectors = await embed([...sentences, ...passages])
  const known = vectors.slice(sentences.length)
  return vectors.slice(0, sentences.length).map((vector) => Math.max(...known.map((other) => cosine(vector, other))))
}

/** Of vectors of length 1. */
export function cosine(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, i) => sum + value * b[i], 0)
}

/** The share of an answer's sentences that a sentence of a passage resembles; null without sentences or passages. */
export async function groundednessOf(
  response: string,
  passages: readonly string[],
  embed: Embed,
): Promise<number | null> {
  const sentences = sentencesOf(response)
  const known = passages.flatMap(sentencesOf)
  if (sentences.length === 0 || known.length === 0) return null
  const similarities = await largestSimilarities(sentences, known, embed)
  return similarities.filter((similarity) => similarity > supportedAbove).length / sentences.length
}
