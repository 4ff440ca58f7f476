import { wordsIn } from "./sentences.js"

/** Scripts that say the language, or as much of it as is told here; of several, the one with most letters. */
const scripts: readonly [name: string, letters: RegExp][] = [
  ["Japanese", /[\p{sc=Hiragana}\p{sc=Katakana}]/gu],
  ["Chinese", /\p{sc=Han}/gu],
  ["Korean", /\p{sc=Hangul}/gu],
  ["Cyrillic", /\p{sc=Cyrillic}/gu],
  ["Arabic", /\p{sc=Arabic}/gu],
  ["Hebrew", /\p{sc=Hebrew}/gu],
  ["Greek", /\p{sc=Greek}/gu],
  ["Devanagari", /\p{sc=Devanagari}/gu],
  ["Thai", /\p{sc=Thai}/gu],
]

/** Common words of languages in Latin letters that few of the others have. */
const commonWords: Readonly<Record<string, ReadonlySet<string>>> = {
  English: words(
    "the and is are was were of to you your it that this with for not have has do does did what when where how why can will would should my we they be been from there which please",
  ),
  German: words(
    "der die das und ist sind nicht ich sie wir ein eine einen einem einer mit für auf von zu den dem wie wann wo warum kann wird haben hat bitte mein meine auch noch bei nach oder",
  ),
  French: words(
    "le les et est sont ne pas je vous nous une des du dans pour sur avec que qui comment quand où pourquoi mon votre cette ce au aux plus être avoir mais ou",
  ),
  Spanish: words(
    "el los las y es son no yo usted una unos del para con por que cómo cuándo dónde mi su este esta está pero más muy puede puedo hay qué lo al",
  ),
  Italian: words(
    "il gli è sono non io lei una della delle nel per con che come quando dove perché mio questo questa ma più può posso ho di da anche",
  ),
  Portuguese: words(
    "o os as é são não eu você uma do da dos das no na para com por que como quando onde meu este esta mas mais pode posso há em ao",
  ),
  Dutch: words(
    "het een en is zijn niet ik u wij van voor met op te dat die hoe wanneer waar waarom kan wordt hebben heeft mijn deze maar ook nog bij naar of",
  ),
}

function words(text: string): ReadonlySet<string> {
  return new Set(text.split(" "))
}

/** Characters of a text that are looked at. */
const longest = 1000
/** Words that must speak for a language, and by how many more than for the next one. */
const fewestWords = 2

/**
 * The language of a text, as far as its letters or its common words say it surely: nine scripts, and seven languages in Latin letters.
 * Null where they do not, as in short texts.
 */
export function languageOf(text: string): string | null {
  const start = text.slice(0, longest)
  return byScript(start) ?? byWords(wordsIn(start))
}

function byScript(text: string): string | null {
  const letters = text.match(/\p{L}/gu)?.length ?? 0
  const counted = scripts.map(([name, pattern]) => ({ name, n: text.match(pattern)?.length ?? 0 }))
  const [kana, han] = counted
  // Japanese has both; a third of it are signs of its own.
  if (kana.n > 0 && kana.n + han.n > letters / 2) return kana.name
  return counted.find(({ n }) => n > letters / 2)?.name ?? null
}

function byWords(found: readonly string[]): string | null {
  const counted = Object.entries(commonWords)
    .map(([name, common]) => ({ name, n: found.filter((word) => common.has(word)).length }))
    .sort((a, b) => b.n - a.n)
  const [first, second] = counted
  return first.n >= fewestWords && first.n > second.n ? first.name : null
}
