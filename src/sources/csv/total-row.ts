const totalWord =
  /^["'\s(]*(?:(?:grand|sub|sum)?[ _-]?totals?|total (?:g[eé]n[eé]ral|rows?)|totale|sum|summe|gesamt|insgesamt|somme|suma)\b/i
const countLine = /^["'\s(]*[\d,.]+ (?:rows?|records?|lines?)\b/i

/** Whether a row's first field, or the row, reads like a total below a table. */
export const isTotal = (text: string): boolean => totalWord.test(text)

/** Whether a row that has not the table's fields reads like a total or a count below it: `Total: 5`, `(500 rows affected)`. */
export const isFooter = (row: string): boolean => totalWord.test(row) || countLine.test(row)
