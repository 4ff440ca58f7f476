import { isUtf8 } from "node:buffer"
import { InputError } from "../../errors.js"

const lineFeed = 10

/**
 * The text of UTF-8 bytes, without a byte order mark, in pieces that never split a character.
 * Throws InputError with line and byte offset where the bytes are not UTF-8.
 */
export async function* decodeUtf8(chunks: AsyncIterable<Buffer>, path: string): AsyncGenerator<string> {
  const place = { path, line: 1, offset: 0 }
  let held: Buffer = Buffer.alloc(0)
  for await (const chunk of chunks) {
    const bytes = held.length > 0 ? Buffer.concat([held, chunk]) : chunk
    const end = wholeCharacters(bytes)
    const whole = bytes.subarray(0, end)
    if (!isUtf8(whole)) throw notUtf8(whole, place)
    if (end > 0) yield place.offset === 0 ? withoutMark(whole.toString()) : whole.toString()
    place.line += countByte(whole, lineFeed)
    place.offset += end
    held = bytes.subarray(end)
  }
  if (held.length > 0) throw notUtf8(held, place)
}

/** Without the byte order mark, should it begin with one. */
export const withoutMark = (text: string) => (text.startsWith("\uFEFF") ? text.slice(1) : text)

/** How many bytes remain when a character cut off by the end is left out. */
export function wholeCharacters(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]
    if (byte >= 0xc0) return characterLength(byte) > back ? bytes.length - back : bytes.length
    if (byte < 0x80) break
  }
  return bytes.length
}

const characterLength = (lead: number) => (lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2)

function countByte(bytes: Buffer, byte: number): number {
  let count = 0
  for (let i = bytes.indexOf(byte); i >= 0; i = bytes.indexOf(byte, i + 1)) count++
  return count
}

function notUtf8(bytes: Buffer, place: { path: string; line: number; offset: number }): InputError {
  const at = firstInvalid(bytes)
  const line = place.line + countByte(bytes.subarray(0, at), lineFeed)
  const value = bytes[at].toString(16).toUpperCase().padStart(2, "0")
  return new InputError(`${place.path} line ${line}: byte 0x${value} at offset ${place.offset + at} is not UTF-8`, {
    hint: `if it is Latin-1 (Windows-1252), convert it: iconv -f WINDOWS-1252 -t UTF-8 ${place.path} > utf8.csv`,
  })
}

/** Index of the first byte of the first character that is not UTF-8; `bytes` holds one. */
function firstInvalid(bytes: Buffer): number {
  let start = 0
  for (let end = 1; end <= bytes.length; end++)
    if (isUtf8(bytes.subarray(start, end))) start = end
    else if (end - start >= 4) break
  return start
}
