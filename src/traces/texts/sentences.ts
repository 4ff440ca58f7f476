/** Made when it is first asked for: that takes some 20 ms. */
let segmenter: Intl.Segmenter | undefined

/** The sentences of a text, without space around them; those without a letter or digit are left out. */
export function sentencesOf(text: string): string[] {
  segmenter ??= new Intl.Segmenter("en", { granularity: "sentence" })
  return Array.from(segmenter.segment(text), ({ segment }) => segment.trim()).filter((each) =>
    /[\p{L}\p{N}]/u.test(each),
  )
}

/** Words in lower case, numbers among them. */
export function wordsIn(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’.,][\p{L}\p{N}]+)*/gu) ?? []
}
