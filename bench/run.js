// npm run bench: what driftcheck costs beside other tools, as Markdown tables. See docs/performance.md.
//   -- --only ID,ID   some rows    -- --rounds N   runs of each, default 3    -- --write FILE   put the tables between FILE's marks
import { measureRow } from "./measure-row.js"
import { machineText, rowTable, targetTable, writeBetweenMarks } from "./markdown.js"
import { readOptions } from "./options.js"
import { rows as allRows } from "./rows/all.js"
import { findTools } from "./tools.js"

const { rows, rounds, write } = readOptions(allRows)
const tools = findTools()
if (tools.python === null)
  process.stderr.write("no Python found (python3, or the one that PYTHON names): its tools and files are left out\n")

const machine = machineText(tools, rounds)
const measuredRows = []
for (const row of rows) {
  if (row.needs !== undefined && !tools.has(row.needs)) {
    process.stderr.write(`${row.id}: left out, because its data is written by ${row.needs}\n`)
    continue
  }
  measuredRows.push(measureRow(row, tools, rounds))
}

const text = [machine, targetTable(measuredRows), ...measuredRows.map(rowTable)].join("\n\n")
console.log(text)
if (write !== undefined) await writeBetweenMarks(write, text)
if (measuredRows.some(({ results }) => Object.values(results).some(({ failed }) => failed !== undefined)))
  process.exitCode = 1
