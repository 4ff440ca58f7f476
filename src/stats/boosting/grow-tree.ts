import { binCount, type BinnedTable } from "./binned-table.js"
import { findSplit, leafPenalty, nodeSums, type Split } from "./find-split.js"
import { buildHistogram, subtractHistogram, type Derivatives, type Histogram } from "./histogram.js"
import type { Tree } from "./tree.js"

const leavesMax = 31
const nodesMax = 2 * leavesMax - 1
const learningRate = 0.1

/** A leaf of the growing tree: its rows lie at places `start` to `end` (exclusive). */
interface Leaf {
  node: number
  start: number
  end: number
  histogram: Histogram
  split: Split | null
}

/**
 * A tree of up to 31 leaves, grown by splitting the leaf that gains most (the first of equals). Rows are put in another order.
 * Only the smaller child's histogram is summed; its sibling's is what it leaves of the parent's.
 * Source: Ke et al. (2017), LightGBM, Advances in Neural Information Processing Systems 30.
 */
export function growTree(table: BinnedTable, derivatives: Derivatives, rows: Int32Array): Tree {
  const tree = emptyTree(table.columns)
  const leaf = (node: number, start: number, end: number, histogram: Histogram): Leaf => {
    const { gradient, hessian } = nodeSums(histogram)
    tree.value[node] = (-learningRate * gradient) / (hessian + leafPenalty)
    return { node, start, end, histogram, split: findSplit(table, histogram) }
  }
  const leaves = [leaf(0, 0, rows.length, buildHistogram(table, derivatives, rows, 0, rows.length))]
  for (let nodes = 1; nodes < nodesMax; nodes += 2) {
    const place = mostGain(leaves)
    const { node, start, end, histogram, split } = leaves[place]
    if (split === null) break
    recordSplit(tree, node, nodes, split)
    const middle = partition(table, rows, start, end, split)
    const leftIsSmaller = middle - start <= end - middle
    const [from, to] = leftIsSmaller ? [start, middle] : [middle, end]
    const smaller = buildHistogram(table, derivatives, rows, from, to)
    const larger = subtractHistogram(histogram, smaller)
    leaves[place] = leaf(nodes, start, middle, leftIsSmaller ? smaller : larger)
    leaves.push(leaf(nodes + 1, middle, end, leftIsSmaller ? larger : smaller))
  }
  return tree
}

function emptyTree(columns: number): Tree {
  return {
    column: new Int32Array(nodesMax).fill(-1),
    left: new Int32Array(nodesMax),
    right: new Int32Array(nodesMax),
    goesLeft: new Uint8Array(nodesMax * binCount),
    value: new Float64Array(nodesMax),
    gains: new Float64Array(columns),
  }
}

function mostGain(leaves: readonly Leaf[]): number {
  let best = 0
  for (let i = 1; i < leaves.length; i++) {
    if ((leaves[i].split?.gain ?? 0) > (leaves[best].split?.gain ?? 0)) best = i
  }
  return best
}

/** Makes a leaf an inner node whose children are the nodes `child` and `child + 1`. */
function recordSplit(tree: Tree, node: number, child: number, split: Split): void {
  tree.column[node] = split.column
  tree.left[node] = child
  tree.right[node] = child + 1
  tree.goesLeft.set(split.goesLeft, node * binCount)
  tree.gains[split.column] += split.gain
}

/** Puts the rows that go left before the others, both in the order they had; gives the place of the first that goes right. */
function partition(table: BinnedTable, rows: Int32Array, start: number, end: number, split: Split): number {
  const { bins, columns } = table
  const right = new Int32Array(end - start)
  let [left, rightRows] = [start, 0]
  for (let i = start; i < end; i++) {
    const row = rows[i]
    if (split.goesLeft[bins[row * columns + split.column]] === 1) rows[left++] = row
    else right[rightRows++] = row
  }
  rows.set(right.subarray(0, rightRows), left)
  return left
}
