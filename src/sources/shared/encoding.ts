import { InputError, UsageError } from "../../errors.js"

/** Turns bytes of an encoding into UTF-8, chunk by chunk; null ends the text. Throws InputError for bytes that it does not have. */
export type Decoder = (chunk: Uint8Array | null) => Buffer

/** The encoding that a text's first bytes state by a byte order mark, where that is not UTF-8; null without one. */
export function markedEncoding(head: Uint8Array): string | null {
  if (head[0] === 0xff && head[1] === 0xfe) return "utf-16le"
  return head[0] === 0xfe && head[1] === 0xff ? "utf-16be" : null
}

/** A decoder for an encoding by its name in the WHATWG's list; null for UTF-8, which needs none. Throws UsageError for other names. */
export function decoderFor(name: string, path: string): Decoder | null {
  const label = name.trim().toLowerCase()
  if (label === "utf-8" || label === "utf8") return null
  const decoder = decoderCalled(name === "utf-16" ? "utf-16le" : name)
  return (chunk) => {
    try {
      return Buffer.from(chunk === null ? decoder.decode() : decoder.decode(chunk, { stream: true }))
    } catch (cause) {
      throw new InputError(`${path}: it holds bytes that ${decoder.encoding} does not have`, {
        hint: "is it written in another encoding (--encoding)?",
        cause,
      })
    }
  }
}

function decoderCalled(name: string) {
  try {
    return new TextDecoder(name, { fatal: true })
  } catch (cause) {
    throw new UsageError(`unknown encoding ${JSON.stringify(name)}`, {
      hint: "known are utf-8, utf-16le, utf-16be, windows-1250 to windows-1258, iso-8859-1 to -16, macintosh, koi8-r, shift_jis, euc-jp, gbk, big5, euc-kr",
      cause,
    })
  }
}
