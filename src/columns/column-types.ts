import type { ColumnInfo, ColumnSummary, ColumnType, StorageKind } from "../model.js"

/** What the table of types looks at: both sides of one column. At least one side is there. */
export interface TypeEvidence {
  name: string
  kind: StorageKind
  integer: boolean
  /** What the values look like, where nothing decides how they are to be read. */
  undecided?: string | undefined
  /** Whether a file stores it as a dictionary: a data frame's categories. */
  dictionary?: boolean
  /** Whether a side holds lists of numbers; a profile does not say what its lists held. */
  numberLists?: boolean
  /** Whether a file calls it the labels of its rows. */
  rowLabel?: boolean
  /** Summaries of the sides that have the column. */
  sides: readonly ColumnSummary[]
  /** Different values over both sides together; for more than 1,000 on a side at least that side's number. */
  distinct: number
}

export interface InferredType {
  type: ColumnType
  reason: string
}

interface TypeRule {
  type: ColumnType
  /** What `when` asks, in words. */
  words: string
  when: (evidence: TypeEvidence) => boolean
  reason: (evidence: TypeEvidence) => string
}

/** customer_id, ID, order-key, row_number; customerId, orderKey, OrderNo. Not: paid, monkey, casino. */
const identifierNames = [
  /(^|[^a-z])(id|ids|uuid|guid|key|pk|no|nr|num|number|index|idx|seq|sequence|serial|rownum|rowid|sku)$/i,
  /[a-z](Id|ID|Uuid|UUID|Key|No|Nr|Num|Number|Index|Idx|Seq)$/,
  /^unnamed: ?\d+$/i,
  /^__index_level_\d+__$/,
]
const documentNames = [/(^|[^a-z])(order|invoice|account|transaction|txn|ticket|receipt|session|customer|user|row)s?$/i]
const fewestIdentifiers = 20
const longestIdentifier = 64
const mostCategories = 1000
const alwaysCategories = 60

/**
 * The table of column types: the first row that holds for both sides together gives the type. docs/column-types.md shows it.
 * A user's own choice (configuration, --id, --timestamp) comes before it.
 */
export const typeRules: readonly TypeRule[] = [
  {
    type: "nested",
    words: "lists of numbers, such as embeddings",
    when: ({ kind, numberLists }) => kind === "nested" && numberLists === true,
    reason: () => "lists of numbers",
  },
  { type: "nested", words: "lists, maps or structures", when: is("nested"), reason: () => "lists or structures" },
  { type: "boolean", words: "true and false", when: is("boolean"), reason: () => "true and false" },
  { type: "datetime", words: "dates or times", when: is("datetime"), reason: () => "dates or times" },
  { type: "datetime", words: "times of day", when: is("time"), reason: () => "times of day" },
  {
    type: "text",
    words: "texts that look like dates or numbers, where nothing decides how to read them",
    when: ({ undecided }) => undecided !== undefined,
    reason: ({ undecided }) => undecided ?? "",
  },
  { type: "text", words: "binary values", when: is("binary"), reason: () => "binary values" },
  {
    type: "text",
    words: "every value is missing on both sides",
    when: is("null"),
    reason: () => "every value is missing",
  },
  {
    type: "identifier",
    words: "the labels of the rows, as a data frame's index is marked in the file",
    when: ({ rowLabel }) => rowLabel === true,
    reason: () => "the labels of the rows, as the file says",
  },
  {
    type: "categorical",
    words:
      "numbers or texts that a file stores as a dictionary, as the categories of a data frame are, whatever they hold, unless all are different",
    when: (column) =>
      column.dictionary === true && (column.kind === "number" || column.kind === "string") && !allDifferent(column),
    reason: (column) => `stored as categories, ${count(column)} different values`,
  },
  {
    type: "identifier",
    words:
      "whole numbers, all different on each side (20 or more), and a name like `id`, `user_id`, `orderKey`, `row_number`, `index`",
    when: (column) => isWhole(column) && allDifferent(column) && isNamed(column, identifierNames),
    reason: () => "whole numbers, all different, and named like an identifier",
  },
  {
    type: "identifier",
    words:
      "whole numbers, all different on each side (20 or more), all of current's above all of reference's, and a name like `order`, `invoice`, `account`, `transaction`",
    when: (column) => isWhole(column) && allDifferent(column) && isLater(column) && isNamed(column, documentNames),
    reason: () => "whole numbers, all different, named like documents and counted on",
  },
  {
    type: "identifier",
    words:
      "whole numbers, all different on each side, and so close together that chance alone would have repeated one (odds below one in a million)",
    when: (column) => isWhole(column) && allDifferent(column) && column.sides.every(isPacked),
    reason: () => "whole numbers, all different although densely packed",
  },
  {
    type: "numeric",
    words: "any other numbers, however few different ones",
    when: is("number"),
    reason: (column) => `${count(column)} different numbers`,
  },
  {
    type: "identifier",
    words: "texts of at most 64 letters, all different on each side (20 or more), at most 5 % with spaces",
    when: (column) => allDifferent(column) && column.sides.every(looksLikeCode),
    reason: () => "short texts without spaces, all different",
  },
  {
    type: "categorical",
    words: "texts with at most 60 different values on both sides together",
    when: ({ distinct }) => distinct <= alwaysCategories,
    reason: (column) => `text, ${count(column)} different values`,
  },
  {
    type: "text",
    words:
      "texts with more different values than half of all rows (of both sides, or of one), or more than 1,000 of which most are prose (spaces in over half of them, or over 64 letters)",
    when: (column) =>
      column.distinct > present(column) / 2 ||
      column.sides.some(isMostlyUnique) ||
      (column.distinct > mostCategories && column.sides.some(readsLikeProse)),
    reason: (column) => `text, ${count(column)} different values`,
  },
  {
    type: "categorical",
    words: "any other texts, however many different ones",
    when: () => true,
    reason: (column) => `text, ${count(column)} different values`,
  },
]

/** The type of a column from both of its sides together, and why. */
export function inferColumnType(evidence: TypeEvidence): InferredType {
  const rule = typeRules.find(({ when }) => when(evidence))
  if (rule === undefined) throw new Error("the last rule holds for every column")
  return { type: rule.type, reason: rule.reason(evidence) }
}

/** The kind that both sides agree on, or null: an all-missing side agrees with any, and untyped digits agree with text. */
export function commonKind(
  reference: ColumnInfo | null,
  current: ColumnInfo | null,
  untyped: boolean,
): StorageKind | null {
  if (reference === null || current === null) return (reference ?? current)?.kind ?? null
  if (reference.kind === current.kind || current.kind === "null") return reference.kind
  if (reference.kind === "null") return current.kind
  const kinds = [reference, current].map(({ kind, integer }) => (kind === "number" && integer ? "whole" : kind))
  return untyped && kinds.includes("whole") && kinds.includes("string") ? "string" : null
}

function is(kind: StorageKind): TypeRule["when"] {
  return (evidence) => evidence.kind === kind
}

function isNamed({ name }: TypeEvidence, patterns: readonly RegExp[]): boolean {
  return patterns.some((pattern) => pattern.test(name))
}

/** Whole by type, or doubles that are all whole: whole numbers with gaps become doubles in a data frame. */
function isWhole({ kind, integer, sides }: TypeEvidence): boolean {
  return kind === "number" && (integer || sides.every(({ decimals_mean }) => decimals_mean === 0))
}

/** Whether numbering went on: every value of the later side lies above all of the other's. */
function isLater({ sides }: TypeEvidence): boolean {
  const [before, after] = [sides[0].max, sides[sides.length - 1].min]
  return sides.length > 1 && typeof before === "number" && typeof after === "number" && after > before
}

/** With commas from 1,000. By hand: the first formatter of `Intl` in a process takes 15 ms to make. */
function count({ distinct }: TypeEvidence): string {
  return String(Math.round(distinct)).replace(/\B(?=(\d{3})+$)/g, ",")
}

function present({ sides }: TypeEvidence): number {
  return sides.reduce((sum, side) => sum + side.rows - side.missing, 0)
}

function allDifferent({ sides }: TypeEvidence): boolean {
  return sides.every((side) => {
    const values = side.rows - side.missing - side.infinite
    return values >= fewestIdentifiers && side.distinct === values
  })
}

/**
 * Whether n different whole numbers lie so close together that drawing them at random without a repeat has a chance below
 * one in a million: exp(−n² / 2·range), the birthday problem. Row numbers do; amounts of money do not.
 */
function isPacked(side: ColumnSummary): boolean {
  if (typeof side.min !== "number" || typeof side.max !== "number" || side.distinct === null) return false
  const range = side.max - side.min + 1
  return side.distinct ** 2 / (2 * range) > Math.log(1e6)
}

function isMostlyUnique(side: ColumnSummary): boolean {
  return (side.distinct ?? 0) > (side.rows - side.missing) / 2
}

function readsLikeProse(side: ColumnSummary): boolean {
  return (side.spaced ?? 0) > 0.5 || (side.length_mean ?? 0) > longestIdentifier
}

function looksLikeCode(side: ColumnSummary): boolean {
  return (side.spaced ?? 1) <= 0.05 && (side.length_max ?? Infinity) <= longestIdentifier
}
