// node bench/read-table.js FILE: reads every column of a file, one after the other, as a comparison does.
import { openSource } from "../dist/sources/open.js"

const source = await openSource(process.argv[2], {})
for (let i = 0; i < source.columns.length; i++) await source.readColumn(i)
source.close()
