/** Up to so many rows they are drawn one by one. */
const oneByOne = 24
/** From this variance on the normal curve is close enough. */
const normalFrom = 9

/**
 * How many of `marked` rows are among `drawn` of `all` rows, at random; `next` gives numbers in [0, 1). Whole numbers,
 * each at most `all`. Exact for up to 24 rows, else by the normal or binomial law that comes near.
 */
export function drawWithoutReplacement(marked: number, drawn: number, all: number, next: () => number): number {
  const [few, many] = marked < drawn ? [marked, drawn] : [drawn, marked]
  const most = few
  const least = Math.max(0, marked + drawn - all)
  if (few <= oneByOne) return drawOneByOne(few, many, all, next)
  const share = many / all
  const variance = (few * share * (1 - share) * (all - few)) / (all - 1)
  const hits = variance >= normalFrom ? few * share + Math.sqrt(variance) * normal(next) : binomial(few, share, next)
  return Math.max(least, Math.min(most, Math.round(hits)))
}

function drawOneByOne(few: number, many: number, all: number, next: () => number): number {
  let hits = 0
  for (let i = 0; i < few; i++) if (next() * (all - i) < many - hits) hits++
  return hits
}

function normal(next: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next())
}

/** By adding up probabilities from the rarer outcome's 0 on. */
function binomial(n: number, share: number, next: () => number): number {
  const rare = Math.min(share, 1 - share)
  let term = Math.exp(n * Math.log1p(-rare))
  let left = next() - term
  let hits = 0
  while (left > 0 && hits < n) {
    term *= ((n - hits) / (hits + 1)) * (rare / (1 - rare))
    hits++
    left -= term
  }
  return share === rare ? hits : n - hits
}
