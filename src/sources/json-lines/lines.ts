import { isUtf8 } from "node:buffer"
import { InputError } from "../../errors.js"
import { readBytes, type TextFile } from "../shared/bytes.js"
import { otherEncoding, withoutMark } from "../shared/text.js"

const lineFeed = 10
/** In bytes; well before the longest string that JavaScript allows. */
export const longestLine = 2 ** 28

/** Some lines of a file, without their ends; `first` is the number of the first of them, as an editor counts. */
export interface Lines {
  first: number
  texts: string[]
}

/** The lines of a UTF-8 file, plain or gzipped, many at a time. Throws InputError. */
export async function* readLines(file: TextFile): AsyncGenerator<Lines> {
  let rest: Buffer[] = []
  let restLength = 0
  let first = 1
  for await (const chunk of readBytes(file)) {
    const end = chunk.lastIndexOf(lineFeed)
    if (end >= 0) {
      const lines = decode(Buffer.concat([...rest, chunk.subarray(0, end)]), first, file.path)
      yield lines
      first += lines.texts.length
      rest = []
      restLength = 0
    }
    rest.push(chunk.subarray(end + 1))
    restLength += chunk.length - end - 1
    if (restLength > longestLine)
      throw new InputError(`${file.path} line ${first}: a line of more than ${longestLine} bytes`, { hint: oneEach })
  }
  if (restLength > 0) yield decode(Buffer.concat(rest), first, file.path)
}

/** What JSON Lines are, for hints. */
export const oneEach =
  "A table is one object per line, or an array of objects: df.to_json(orient='records', lines=True)"

function decode(bytes: Buffer, first: number, path: string): Lines {
  if (!isUtf8(bytes)) throw notUtf8(bytes, first, path)
  const text = bytes.toString()
  return { first, texts: (first === 1 ? withoutMark(text) : text).split("\n") }
}

function notUtf8(bytes: Buffer, first: number, path: string): InputError {
  let line = first
  let start = 0
  for (let end = bytes.indexOf(lineFeed); end >= 0 && isUtf8(bytes.subarray(start, end)); line++) {
    start = end + 1
    end = bytes.indexOf(lineFeed, start)
  }
  return new InputError(`${path} line ${line}: it is not UTF-8`, {
    hint: otherEncoding(bytes),
  })
}
