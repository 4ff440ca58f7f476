// Everything that driftcheck reads: sound files, in what ways they get damaged, and the command that reads the damaged one.
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { sealed } from "../../dist/profiles/seal.js"
import { anotherValue, anywhere, inMetadata, inText } from "./mutations.js"
import { small } from "./place.js"
import { inProcess } from "./run.js"

const fixtures = new URL("../../fixtures/", import.meta.url).pathname

/** Files of a folder that are small enough to be read a thousand times. */
const filesOf = (folder, matches) =>
  readdirSync(join(fixtures, folder))
    .filter((name) => matches.test(name))
    .map((name) => readFileSync(join(fixtures, folder, name)))
    .filter((bytes) => bytes.length > 300 && bytes.length < 25_000)

const csv = [
  Buffer.from(readFileSync(small[0], "utf8").split("\n").slice(0, 80).join("\n")),
  Buffer.from(
    `id;preis;tag;"a ""b"""\r\n${Array.from({ length: 60 }, (_, i) => `${i};"${i},5";0${1 + (i % 9)}.02.2024;"x\n${"y".repeat(i % 7)}"`).join("\r\n")}\r\n`,
  ),
]
const lines = [
  Buffer.from(
    Array.from({ length: 60 }, (_, i) =>
      JSON.stringify({
        id: i,
        ok: i % 3 > 0,
        name: `Zoë ${i % 5}`,
        price: i / 7,
        at: `2024-01-0${1 + (i % 9)}`,
        n: null,
        o: { x: i },
      }),
    ).join("\n"),
  ),
]

/** A sound gzip file of a damaged text. */
const zippedText = [...anywhere, ...inText].map((mutate) => (bytes, int) => gzipSync(mutate(gunzipSync(bytes), int)))

/** A Zstandard frame whose only block is the text as it is (RFC 8878, 3.1.1); nothing here compresses. */
function asZstd(text) {
  const head = (text.length << 3) | 1
  return Buffer.concat([
    Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0x58, head & 255, (head >> 8) & 255, head >> 16]),
    text,
  ])
}

/** `file`: what the damaged one is called. `argv`: the command line that reads it, of `paths` = { mutant, sound, folder }. */
const table = (id, file, sound, mutations) => ({ id, file, sound: () => sound, mutations, argv: comparison })
const comparison = ({ sound, mutant }) => ["compare", sound, mutant, "--no-output", "--min-rows", "1", "-f", "json"]

export const containers = [
  table("parquet", "cur.parquet", filesOf("parquet", /\.parquet$/), [...anywhere, ...inMetadata]),
  table("arrow-file", "cur.arrow", filesOf("arrow", /\.arrow$/), [...anywhere, ...inMetadata]),
  table("arrow-stream", "cur.arrows", filesOf("arrow", /\.arrows$/), [...anywhere, ...inMetadata]),
  table("feather", "cur.feather", filesOf("arrow", /^(plain|version1).*\.feather$|polars-lz4\.arrow$/), [
    ...anywhere,
    ...inMetadata,
  ]),
  table("csv", "cur.csv", csv, [...anywhere, ...inText]),
  table("json-lines", "cur.jsonl", lines, [...anywhere, ...inText]),
  table(
    "csv-gzip",
    "cur.csv.gz",
    csv.map((text) => gzipSync(text)),
    [...anywhere, ...zippedText],
  ),
  table(
    "json-lines-gzip",
    "cur.jsonl.gz",
    lines.map((text) => gzipSync(text)),
    [...anywhere, ...zippedText],
  ),
  table("csv-zstd", "cur.csv.zst", csv.map(asZstd), anywhere),
  {
    id: "profile",
    file: "cur.profile.json",
    sound: async (folder) => [await written(folder, ["profile", small[0], "-o"])],
    mutations: [...anywhere, anotherValue, ...Array.from({ length: 5 }, () => resealed)],
    argv: ({ mutant }) => ["compare", mutant, small[1], "--no-output", "-f", "json"],
  },
  {
    id: "report",
    file: "report.json",
    sound: async (folder) => [await written(folder, ["compare", ...small, "--no-output", "--json"])],
    mutations: [...anywhere, ...Array.from({ length: 8 }, () => anotherValue)],
    argv: ({ mutant, folder }) => [
      "report",
      mutant,
      "-f",
      "markdown",
      "--html",
      join(folder, "page.html"),
      "--junit",
      join(folder, "x.xml"),
    ],
  },
  {
    id: "configuration",
    file: "driftcheck.yaml",
    sound: () => [readFileSync(join(fixtures, "config/every-key.yaml"))],
    mutations: [...anywhere, ...inText, ...inText],
    // Its outputs would be written wherever a damaged path leads.
    argv: ({ mutant }) => ["compare", ...small, "--config", mutant, "--print-config"],
  },
  {
    id: "rules",
    file: "driftcheck.yaml",
    sound: async (folder) => [await contract(folder)],
    mutations: [...anywhere, ...inText, ...inText],
    argv: ({ mutant }) => ["check", small[1], "--config", mutant, "--no-output", "-f", "json"],
  },
  {
    id: "history",
    file: "history.ndjson",
    sound: async (folder) => [await history(folder)],
    mutations: [...anywhere, ...inText, ...Array.from({ length: 4 }, () => inOneLine)],
    argv: ({ folder }) => ["index", folder],
  },
]

async function written(folder, argv) {
  const path = join(folder, "sound")
  await inProcess([...argv, path])
  return readFileSync(path)
}

async function contract(folder) {
  const ranges = (await written(folder, ["init", small[0], "-o"])).toString()
  const rules = [
    "distinct(Species) > 1",
    'col("Body Mass (g)") > 0 and not (`Flipper Length (mm)` < 1e2 / 3)',
    'Island in ["Biscoe", "Dream"] or lower(Sex) matches /^(fe)?male$/i',
    "missing(Comments) < 0.95",
  ]
  return Buffer.from(`${ranges}\nrules:\n${rules.map((rule) => `  - ${JSON.stringify(rule)}\n`).join("")}`)
}

async function history(folder) {
  const reports = join(folder, "reports")
  for (let night = 1; night <= 6; night++)
    await inProcess(["compare", ...small, "-o", reports, "--quiet"], new Date(Date.UTC(2026, 10, night)))
  return readFileSync(join(reports, "history.ndjson"))
}

/** A profile with another value in it, whose hash is right all the same: what a forger or a bug would make. */
function resealed(bytes, int) {
  const content = JSON.parse(anotherValue(bytes, int).toString())
  delete content.content_hash
  return Buffer.from(JSON.stringify(sealed(content)))
}

function inOneLine(bytes, int) {
  const text = bytes.toString().trimEnd().split("\n")
  const line = int(text.length)
  text[line] = JSON.stringify(JSON.parse(anotherValue(Buffer.from(text[line]), int).toString()))
  return Buffer.from(`${text.join("\n")}\n`)
}
