/** How many code points a string holds: what a reader counts as characters, but for those joined of several. Half of a surrogate pair is one. */
export function codePoints(text: string): number {
  let points = text.length
  for (let i = 0; i < text.length - 1; i++)
    if ((text.charCodeAt(i) & 0xfc00) === 0xd800 && (text.charCodeAt(i + 1) & 0xfc00) === 0xdc00) points--
  return points
}
