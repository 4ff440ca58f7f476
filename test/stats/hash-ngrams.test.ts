import { describe, expect, it } from "vitest"
import { codePoints, hashNgrams, ngramCount } from "../../src/stats/hash-ngrams.js"
import { ngramDocuments } from "../../src/stats/ngram-documents.js"
import { tfIdf } from "../../src/stats/tf-idf.js"

/** Buckets of a text's n-grams. */
function buckets(text: string, shortest: number, longest: number, bits: number): number[] {
  const points = codePoints(text, new Uint32Array(1000))
  const out = new Uint32Array(ngramCount(points.length, shortest, longest))
  expect(hashNgrams(points, shortest, longest, bits, out)).toBe(out.length)
  return Array.from(out)
}

describe("codePoints", () => {
  it("splits as iterating does and stops after as many as asked for", () => {
    for (const text of ["", "abc", "🧪a🧪", "\ud83e", "\udd2a\ud83e"])
      expect(Array.from(codePoints(text, new Uint32Array(100)))).toEqual(
        Array.from(text, (character) => character.codePointAt(0)),
      )
    expect(codePoints("🧪🧪🧪", new Uint32Array(2)).length).toBe(2)
  })
})

describe("hashNgrams", () => {
  it("is FNV-1a with its upper bits folded onto the lower", () => {
    // FNV-1a of 32 bits: "a" 0xe40c292c, "foobar" 0xbf9cf968 (test vectors of RFC 9923).
    expect(buckets("a", 1, 1, 16)).toEqual([0xe40c ^ 0x292c])
    expect(buckets("foobar", 6, 6, 16)).toEqual([0xbf9c ^ 0xf968])
  })

  it("gives every n-gram of every length, and a short text as a whole", () => {
    expect(buckets("abcd", 2, 3, 20).sort()).toEqual(
      ["ab", "abc", "bc", "bcd", "cd"].map((gram) => buckets(gram, gram.length, gram.length, 20)[0]).sort(),
    )
    expect(buckets("ab", 3, 5, 12)).toEqual(buckets("ab", 2, 2, 12))
    expect(buckets("", 3, 5, 12)).toHaveLength(1)
  })

  it("spreads different n-grams evenly over the buckets", () => {
    const counts = new Float64Array(256)
    for (let i = 0; i < 25_600; i++) counts[buckets(`${i}`.padStart(5, "0"), 5, 5, 8)[0]]++
    // Chi-square with 255 degrees of freedom has standard deviation 22.6.
    expect(counts.reduce((sum, count) => sum + (count - 100) ** 2 / 100, 0)).toBeLessThan(255 + 5 * 22.6)
  })
})

describe("tfIdf", () => {
  const options = { shortest: 3, longest: 3, bits: 18, readUpTo: 1000 }

  it("weighs as scikit-learn does", () => {
    // scikit-learn 1.9.1: TfidfVectorizer(analyzer="char", ngram_range=(3, 3), min_df=2, sublinear_tf=True, lowercase=False)
    // .fit_transform(["abcabc", "bcab", "abcd"]), columns abc, bca, cab.
    const { starts, columns, values, width } = tfIdf(
      ngramDocuments(["abcabc", "bcab", "abcd"], options),
      Float64Array.of(1, 1, 1),
    )
    expect(Array.from(starts)).toEqual([0, 3, 5, 6])
    expect(Array.from(columns)).toEqual([0, 1, 2, 1, 2, 0])
    expect(width).toBe(3)
    const expected = [
      0.7674945674619879, 0.4532946552278861, 0.4532946552278861, 0.7071067811865476, 0.7071067811865476, 1,
    ]
    values.forEach((value, i) => expect(value).toBeCloseTo(expected[i], 6))
  })

  it("leaves a document without entries when it shares nothing", () => {
    const documents = ngramDocuments(["abc", "xyz"], options)
    expect(Array.from(tfIdf(documents, Float64Array.of(1, 1)).starts)).toEqual([0, 0, 0])
    expect(Array.from(tfIdf(documents, Float64Array.of(1, 2)).starts)).toEqual([0, 0, 1])
  })
})
