// The ways in which files get damaged. Each takes the bytes (a copy that it may change) and `int`, which draws whole numbers from 0 to
// below its limit, and gives what is left.

/** Of any file: cut off, some bits flipped, a range overwritten, removed, or written twice. */
export const anywhere = [
  (bytes, int) => bytes.subarray(0, int(bytes.length)),
  (bytes, int) => {
    for (let i = 0; i <= int(3); i++) bytes[int(bytes.length)] ^= 1 << int(8)
    return bytes
  },
  (bytes, int) => {
    const start = int(bytes.length)
    return bytes.fill([0, 0x7f, 0x80, 0xff][int(4)], start, Math.min(bytes.length, start + 1 + int(64)))
  },
  (bytes, int) => {
    const start = int(bytes.length)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(start + 1 + int(200))])
  },
  (bytes, int) => {
    const start = int(bytes.length)
    return Buffer.concat([bytes.subarray(0, start), bytes.subarray(Math.max(0, start - 1 - int(200)))])
  },
]

/** Of a file whose metadata, in its last or first bytes, says what is where: any byte there, or some bits. */
export const inMetadata = [
  (bytes, int) => {
    bytes[bytes.length - 1 - int(Math.min(bytes.length, 4000))] = int(256)
    return bytes
  },
  (bytes, int) => {
    for (let i = 0; i < 4; i++) bytes[bytes.length - 1 - int(Math.min(bytes.length, 4000))] ^= 1 << int(8)
    return bytes
  },
  (bytes, int) => {
    bytes[int(Math.min(bytes.length, 6000))] = int(256)
    return bytes
  },
]

const pieces = [
  ...['"', '""', ",", ";", "\t", "\n", "\r\n", "\r", "\\", "\\N", "'", "\0", "\ufeff", "\u202e", "ä", "😀", "\ud83d"],
  ...[
    "-",
    "1e999",
    "-0",
    "NaN",
    "null",
    "true",
    "9007199254740993",
    "1".repeat(400),
    "{",
    "}",
    "[",
    "]",
    ":",
    "#",
    "&a",
    "*a",
  ],
  ...[
    "<<: ",
    "!!js/function ",
    "---\n",
    "? ",
    "| ",
    "{}",
    "[[[[",
    "  ",
    "2024-02-30",
    "0x10",
    "__proto__",
    "constructor",
  ],
]

/** Of a text: a piece that means something is put in, or put in place of another. */
export const inText = [
  (bytes, int) => {
    const at = int(bytes.length)
    return Buffer.concat([bytes.subarray(0, at), Buffer.from(pieces[int(pieces.length)]), bytes.subarray(at)])
  },
  (bytes, int) => {
    const words = bytes.toString().split(/([\s,:;{}[\]"]+)/)
    words[int(words.length)] = pieces[int(pieces.length)]
    return Buffer.from(words.join(""))
  },
  (bytes, int) => {
    const lines = bytes.toString().split("\n")
    ;[lines[int(lines.length)], lines[int(lines.length)]] = [lines[int(lines.length)], lines[int(lines.length)]]
    return Buffer.from(lines.join("\n"))
  },
]

const values = [
  ...[
    null,
    true,
    -1,
    0,
    0.5,
    1e308,
    -1e308,
    2 ** 53,
    "",
    "x",
    "NaN",
    "x".repeat(1000),
    "2024-02-30",
    "</script>",
    "\ud83d",
  ],
  ...[[], [null], [[]], {}, { x: 1 }, JSON.parse('{"__proto__":{"x":1}}')],
]

/** JSON in which one value became another, or is gone, or has another's place. */
export function anotherValue(bytes, int) {
  const root = JSON.parse(bytes.toString())
  const places = placesIn(root)
  const [holder, key] = places[int(places.length)]
  const [elsewhere, other] = places[int(places.length)]
  const ways = [
    () => (holder[key] = values[int(values.length)]),
    () => (holder[key] = values[int(values.length)]),
    () => (Array.isArray(holder) ? holder.splice(Number(key), 1) : delete holder[key]),
    () => (holder[key] = structuredClone(elsewhere[other])),
    () => (typeof holder[key] === "number" ? (holder[key] *= -1000) : (holder[key] = String(holder[key]))),
  ]
  ways[int(ways.length)]()
  return Buffer.from(JSON.stringify(root, null, 2))
}

/** Every value within, as what holds it and its key there. */
function placesIn(holder) {
  return Object.keys(holder).flatMap((key) => {
    const value = holder[key]
    return [[holder, key], ...(typeof value === "object" && value !== null ? placesIn(value) : [])]
  })
}
