/**
 * What `ask` gives for each item, in their order, at most `most` at once. `goOn` is asked before each: where it says no, the remaining items
 * are left out and their places hold undefined.
 */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  most: number,
  ask: (item: Item) => Promise<Result>,
  goOn: () => boolean = () => true,
): Promise<(Result | undefined)[]> {
  const results = new Array<Result | undefined>(items.length).fill(undefined)
  let next = 0
  const work = async () => {
    while (next < items.length && goOn()) {
      const place = next++
      results[place] = await ask(items[place])
    }
  }
  await Promise.all(Array.from({ length: Math.min(most, items.length) }, work))
  return results
}
