import { isUtf8 } from "node:buffer"
import { InputError } from "../../errors.js"

/** Without the byte order mark, should it begin with one. */
export const withoutMark = (text: string) => (text.startsWith("\uFEFF") ? text.slice(1) : text)

/** Length of the byte order mark that the bytes begin with; 0 without. */
export const markLength = (bytes: Uint8Array) => (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? 3 : 0)

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

export function countByte(bytes: Uint8Array, byte: number): number {
  let count = 0
  for (let i = bytes.indexOf(byte); i >= 0; i = bytes.indexOf(byte, i + 1)) count++
  return count
}

/** Index of the first byte of the first character that is not UTF-8; -1 where all are. */
export function firstInvalid(bytes: Uint8Array): number {
  if (isUtf8(bytes)) return -1
  let start = 0
  for (let end = 1; end <= bytes.length; end++)
    if (isUtf8(bytes.subarray(start, end))) start = end
    else if (end - start >= 4) break
  return start
}

/** The error for a byte that is not UTF-8; `offset` counts from the start of the file, unzipped; `bytes`: those around it. */
export function notUtf8(path: string, line: number, byte: number, offset: number, bytes: Uint8Array): InputError {
  const value = byte.toString(16).toUpperCase().padStart(2, "0")
  return new InputError(`${path} line ${line}: byte 0x${value} at offset ${offset} is not UTF-8`, {
    hint: otherEncoding(bytes),
  })
}

/** What would work where a text with these bytes is not UTF-8. */
export function otherEncoding(bytes: Uint8Array): string {
  return isMacRoman(bytes)
    ? "--encoding macintosh reads Mac Roman, which the letters look like; other 8-bit pages are windows-1252 (Latin-1), iso-8859-2, windows-1251 …"
    : "--encoding windows-1252 reads Latin-1; other 8-bit pages are iso-8859-2, windows-1251, macintosh …"
}

/** Whether letters with accents stand where Mac Roman has them (0x80 to 0x9F), and not where Latin-1 does (from 0xC0 on). */
function isMacRoman(bytes: Uint8Array): boolean {
  let [mac, latin] = [0, 0]
  for (let i = 0; i < bytes.length; i++) {
    if (bytes[i] < 0x80 || !(isLetter(bytes[i - 1]) || isLetter(bytes[i + 1]))) continue
    if (bytes[i] < 0xa0) mac++
    else if (bytes[i] >= 0xc0) latin++
  }
  return mac > latin
}

const isLetter = (byte: number | undefined) => byte !== undefined && (byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a
