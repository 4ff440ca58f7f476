/** How many code points a string holds: what a reader counts as characters, but for those joined of several. */
export function codePoints(text: string): number {
  let points = text.length
  for (let i = 0; i < text.length - 1; i++) {
    const unit = text.charCodeAt(i)
    if (unit >= 0xd800 && unit < 0xdc00) points--
  }
  return points
}
