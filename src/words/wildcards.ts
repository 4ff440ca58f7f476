/** One place of a pattern: any string, or one character (a code point) that fits. */
export type Place = "any" | ((character: string) => boolean)

/** Whether the whole text fits the places, in at most as many steps as the text has characters times the pattern has places. */
export function fits(places: readonly Place[], text: string): boolean {
  const characters = Array.from(text)
  let [place, at] = [0, 0]
  // Where the last "any" stands, and up to where it reaches: only that one ever has to reach further.
  let [any, reach] = [-1, 0]
  while (at < characters.length) {
    const wanted = places.at(place)
    if (place < places.length && wanted === "any") {
      any = place++
      reach = at
    } else if (place < places.length && typeof wanted === "function" && wanted(characters[at])) {
      place++
      at++
    } else if (any >= 0) {
      place = any + 1
      at = ++reach
    } else return false
  }
  while (places[place] === "any") place++
  return place === places.length
}

/** The place of exactly this character. */
export const only =
  (character: string): Place =>
  (found) =>
    found === character
