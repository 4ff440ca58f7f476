/**
 * A statement of DuckDB's that makes a side (0 or 1) of the generated pair, always the same rows: a normal column that moves by 0.02, a lognormal
 * one with 2 % missing, counts, a uniform one that does not move, 30 texts, and the number of the row.
 */
export function madeTable(rows, side) {
  // Uniform in (0, 1): 52 bits of a hash of the row, the side and the column; as doubles, because decimals take thirty times as long.
  const uniform = (column) => `((hash(range * 64 + ${side * 32 + column}) >> 12)::double + 0.5) * pow(2::double, -52)`
  const normal = (column) => `sqrt(-2 * ln(${uniform(column)})) * cos(2 * pi() * ${uniform(column + 1)})`
  const columns = [
    `${normal(1)} + ${side * 0.02} as x1`,
    `case when ${uniform(3)} < 0.02 then null else exp(${normal(4)} * ${1 + side * 0.02}) end as x2`,
    `cast(floor(-6 * ln(${uniform(6)})) as integer) as x3`,
    `${uniform(7)} as x4`,
    `'c' || cast(floor(30 * pow(${uniform(8)}, 2)) as integer) as c1`,
    "range as id",
  ]
  return `select ${columns.join(", ")} from range(${rows})`
}
