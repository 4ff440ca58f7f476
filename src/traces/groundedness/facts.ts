import { sentencesOf, wordsIn } from "../texts/sentences.js"

/** What a sentence states that no passage does. */
export type Mismatch = "number" | "name" | "negation"

/** Words that deny, in English, German, French and Spanish. */
const negations = new Set(
  (
    "no not never none nothing neither nor cannot without nicht kein keine keinen keinem keiner nie niemals ohne " +
    "ne pas jamais aucun aucune sans nunca jamás ningún ninguna sin"
  ).split(" "),
)

/** Sentences that share at least so much of their words say the same thing, or its opposite. */
const sameThing = 0.5
/** From this share of capital words inside sentences on, a language writes nouns so, and capitals are no names. */
const capitalNouns = 0.2

/**
 * Whether a sentence of the answer holds a number or a name that no passage has, or denies what its closest passage states, or states
 * what that one denies. Null where the answer agrees. What similarity cannot see: "36 months" where the passage says 24.
 */
export function factMismatch(response: string, passages: readonly string[]): Mismatch | null {
  const known = passages.flatMap(sentencesOf)
  const words = new Set(known.flatMap(wordsIn))
  const numbers = new Set(known.flatMap(numbersIn))
  const writesNounsSo = shareOfCapitals(known) >= capitalNouns
  for (const sentence of sentencesOf(response)) {
    if (numbersIn(sentence).some((number) => !numbers.has(number))) return "number"
    if (!writesNounsSo && namesIn(sentence).some((name) => !words.has(name.toLowerCase()))) return "name"
    const closest = closestOf(sentence, known)
    if (closest !== null && isNegated(sentence) !== isNegated(closest)) return "negation"
  }
  return null
}

/** Digits as they are, without separators of thousands: "1,500.5" and "1500.5" are the same number. */
function numbersIn(text: string): string[] {
  return (text.match(/\d+(?:[.,]\d+)*/g) ?? []).map((digits) =>
    digits.replace(/,(?=\d{3}(\D|$))/g, "").replace(/[.,]0+$/, ""),
  )
}

/** Words with a capital that do not begin the sentence. */
function namesIn(sentence: string): string[] {
  return innerWords(sentence).filter((word) => /^\p{Lu}\p{Ll}/u.test(word))
}

const innerWords = (sentence: string) => (sentence.match(/[\p{L}\p{N}'’-]+/gu) ?? []).slice(1)

function shareOfCapitals(sentences: readonly string[]): number {
  const words = sentences.flatMap(innerWords)
  return words.length === 0 ? 0 : sentences.flatMap(namesIn).length / words.length
}

/** Whether a sentence denies; two negations make none. */
function isNegated(sentence: string): boolean {
  const words = wordsIn(sentence)
  return words.filter((word) => negations.has(word) || /n['’]t$/.test(word)).length % 2 === 1
}

/** The sentence that shares most words with this one; null where none says the same thing. */
function closestOf(sentence: string, known: readonly string[]): string | null {
  const own = contentWords(sentence)
  let [closest, most]: [string | null, number] = [null, sameThing]
  for (const other of known) {
    const theirs = contentWords(other)
    const shared = Array.from(own).filter((word) => theirs.has(word)).length
    const overlap = shared / Math.max(1, new Set([...own, ...theirs]).size)
    if (overlap >= most) [closest, most] = [other, overlap]
  }
  return closest
}

/** Stems of words that carry meaning: the first five letters of those with more than three. */
function contentWords(sentence: string): Set<string> {
  return new Set(
    wordsIn(sentence)
      .filter((word) => word.length > 3 && !negations.has(word) && word !== "does")
      .map((word) => word.slice(0, 5)),
  )
}
