// node scripts/range-server.js FOLDER DELAY: serves the files of a folder by ranges on a free port of this machine, DELAY milliseconds after
// each request came; prints its address. Ends with the process that started it.
import { createReadStream, statSync } from "node:fs"
import { createServer } from "node:http"
import { basename, join } from "node:path"
import { setTimeout as wait } from "node:timers/promises"

const [folder, delay] = process.argv.slice(2)

const server = createServer((request, response) => {
  void wait(Number(delay)).then(() => {
    const path = join(folder, basename(request.url))
    const { size, mtimeMs } = statSync(path)
    const [start, end] = /(\d+)-(\d+)/.exec(request.headers.range).slice(1).map(Number)
    const last = Math.min(end, size - 1)
    const headers = { etag: `"${size}-${mtimeMs}"`, "content-range": `bytes ${start}-${last}/${size}` }
    response.writeHead(206, { ...headers, "content-length": last - start + 1 })
    createReadStream(path, { start, end: last }).pipe(response)
  })
})
server.listen(0, "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}`))
