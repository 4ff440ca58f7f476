import { readdirSync, readFileSync } from "node:fs"
import { gunzipSync } from "node:zlib"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { freshFolder } from "./helpers/in-folder.js"
import { rangeServer, type RangeServer } from "./helpers/range-server.js"
import { runCli } from "./helpers/run-cli.js"

const { path, write } = freshFolder()

/** What no output may hold: the password in an address, its signature, the keys of the environment. */
const secrets = /pa55word|5ec4e7|AKIASECRET|hidden-key|hidden-token/

let server: RangeServer
beforeEach(async () => {
  const fixture = (name: string) => readFileSync(`fixtures/data/${name}`)
  const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 2},${0.5 + (i % 7) / 10},${(i * 7) % 3}`)
  server = await rangeServer({
    "/ref.csv": fixture("penguins_ref.csv"),
    "/cur.csv": fixture("penguins_cur.csv"),
    "/cut.parquet": fixture("bikeshare_cur.parquet").subarray(0, 5000),
    "/answers.csv": Buffer.from(["id,y,score,x", ...rows].join("\n")),
    "/no-data.bin": Buffer.from("neither text nor a table\0\x01\x02"),
    "/empty.csv": Buffer.alloc(0),
    "/page.csv": Buffer.from("<!DOCTYPE html><html><body>Log in</body></html>"),
    "/times.csv": Buffer.from(["at,x", ...rows.map((row, i) => `2026-11-${10 + (i % 10)},${row[0]}`)].join("\n")),
    "/log.jsonl": Buffer.from('{"a":1}\n'),
  })
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIASECRET")
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "hidden-key")
  vi.stubEnv("AWS_SESSION_TOKEN", "hidden-token")
  vi.stubEnv("AWS_ENDPOINT_URL_S3", server.url.replace("//", "//me:pa55word@"))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

/** The address of a file on the server, with a password and a signature. */
const at = (name: string) =>
  `${server.url.replace("//", "//me:pa55word@")}/${name}?X-Amz-Credential=AKIASECRET&X-Amz-Signature=5ec4e7#5ec4e7`

/** Everything in the folder, by name; packed files also unpacked. */
function written(): [string, string][] {
  const names = readdirSync(path(""), { recursive: true, withFileTypes: true })
  return names.flatMap((entry) => {
    if (!entry.isFile()) return []
    const bytes = readFileSync(`${entry.parentPath}/${entry.name}`)
    const unpacked = bytes[0] === 0x1f && bytes[1] === 0x8b ? gunzipSync(bytes) : bytes
    return [[entry.name, unpacked.toString("latin1")]]
  })
}

/** Runs a command and holds all that it says and writes to the promise; what was put there by the test itself is left out. */
async function expectNoSecret(argv: readonly string[], code: readonly number[], own: readonly string[] = []) {
  const result = await runCli(argv, { cwd: path(""), columns: 200 })
  expect(code, `${argv.join(" ")}\n${result.stderr}`).toContain(result.code)
  const texts: [string, string][] = [["stdout", result.stdout], ["stderr", result.stderr], ...written()]
  for (const [name, text] of texts.filter(([name]) => !own.includes(name))) {
    const found = secrets.exec(text)
    const around = found === null ? null : text.slice(Math.max(0, found.index - 120), found.index + 40)
    expect(around, `${argv[0]} → ${name}`).toBeNull()
  }
  return result
}

const reporters = ["html", "json", "markdown", "junit", "prometheus", "csv", "parquet"]
const everyFile = () => reporters.flatMap((each) => [`--${each}`, path(`r.${each}`)])
const alone = ["--no-config", "--no-output"]

describe("passwords, signatures and keys in addresses reach no output", () => {
  it("of compare: terminal, page, files, folder of runs, its history and index", async () => {
    await expectNoSecret(["compare", at("ref.csv"), at("cur.csv"), ...alone, ...everyFile()], [0, 1])
    const folder = ["compare", at("ref.csv"), at("cur.csv"), "--no-config", "-o", path("reports")]
    await expectNoSecret(folder, [0, 1])
    for (const format of ["json", "markdown", "github", "text"])
      await expectNoSecret(["compare", at("ref.csv"), at("cur.csv"), ...alone, "--format", format], [0, 1])
    const weeks = ["--every", "week", "-o", path("weeks")]
    await expectNoSecret(["compare", at("times.csv"), at("times.csv"), "--no-config", ...weeks], [0, 1, 2])
    await expectNoSecret(["explain", path("reports")], [0, 1])
    await expectNoSecret(["decide", path("reports"), "--no-config"], [0, 1, 2])
  })

  it("of check, profile, init, gate, proxies and watch", async () => {
    const config = write("driftcheck.yaml", "columns: { species: { required: true } }\n")
    await expectNoSecret(["check", at("cur.csv"), "--config", config, "--no-output", ...everyFile()], [0, 1])
    await expectNoSecret(["profile", at("ref.csv"), "-o", path("ref.profile.json")], [0])
    await expectNoSecret(["compare", path("ref.profile.json"), at("cur.csv"), ...alone, ...everyFile()], [0, 1])
    await expectNoSecret(["init", at("ref.csv"), "-o", path("new.yaml")], [0])
    await expectNoSecret(["init", "--from", at("cur.csv"), "-o", path("new.yaml")], [0])
    const roles = ["--id", "id", "--target", "y", "--prediction", "score"]
    await expectNoSecret(["gate", at("answers.csv"), at("answers.csv"), ...roles, ...alone, ...everyFile()], [0, 1, 2])
    await expectNoSecret(["proxies", at("answers.csv"), "--of", "y", "--by", "x"], [0, 1])
    const records = write("in.jsonl", Array.from({ length: 50 }, (_, i) => `{"features":{"x":${i % 3}}}`).join("\n"))
    const watch = ["watch", at("answers.csv"), "--from", records, "--once", "--rows", "50", "--no-config"]
    await expectNoSecret([...watch, "-o", path("windows")], [0, 1, 2])
  })

  it("of labels that came later, and of settings that name servers", async () => {
    const roles = ["--id", "id", "--target", "y", "--prediction", "score"]
    const labels = ["--labels", at("answers.csv"), "--reference-labels", at("answers.csv")]
    const sides = [at("answers.csv"), at("answers.csv")]
    await expectNoSecret(["compare", ...sides, ...labels, ...roles, ...alone, ...everyFile()], [0, 1, 2])
    const servers = ["judge", "moderation", "embedder"].flatMap((each) => [`--${each}`, at("v1")])
    for (const print of [[], ["--print-config"]]) {
      const endpoint = ["--endpoint", at(""), ...servers]
      await expectNoSecret(["compare", ...sides, ...labels, ...endpoint, ...roles, ...alone, ...print], [0, 1, 2])
    }
  })

  it("of a configuration, also where it is printed or has a mistake", async () => {
    const named = `labels: { file: "${at("answers.csv")}" }
judge: "${at("v1")}"
embedder: "${at("v1")}"
endpoint: "${at("")}"
target: y
alerts:
  sinks:
    team: { kind: webhook, url: "${at("hook")}", command: [curl, "${at("hook")}"] }
  rules:
    - { name: drifting, when: "drift_share > 2" }
decide: { actions: { queue_retrain: { url: "${at("retrain")}" } } }
`
    const config = write("driftcheck.yaml", named)
    const sides = [at("answers.csv"), at("answers.csv")]
    const { stdout } = await expectNoSecret(
      ["compare", ...sides, "--config", config, "--print-config"],
      [0],
      ["driftcheck.yaml"],
    )
    expect(stdout).toContain("/answers.csv?…")
    const run = ["compare", ...sides, "--config", config, "-o", path("runs"), "--alert"]
    await expectNoSecret(run, [0, 1, 2], ["driftcheck.yaml"])
    await expectNoSecret(["alert", path("runs"), "--config", config, "--dry-run"], [0, 1, 2], ["driftcheck.yaml"])
    await expectNoSecret(
      ["decide", path("runs"), "--config", config, "--execute", "--dry-run"],
      [0, 1, 2],
      ["driftcheck.yaml"],
    )
    for (const wrong of [`labels: "${at("x")}"`, `fail_on: "${at("x")}"`, `"${at("x")}": 1`, `engpoint: ${at("x")}`]) {
      const damaged = write("wrong.yaml", `${wrong}\n`)
      await expectNoSecret(
        ["compare", ...sides, "--config", damaged, "--no-output"],
        [2],
        ["driftcheck.yaml", "wrong.yaml"],
      )
    }
  })

  const refused = ["none.csv", "cut.parquet", "no-data.bin", "empty.csv", "page.csv"]
  it.each(refused)("of an error: %s", async (name) => {
    const good = at("ref.csv")
    const answers = ["-o", path("reports"), "--json", path("r.json"), "--html", path("r.html"), "--no-config"]
    await expectNoSecret(["compare", at(name), good, ...answers], [2])
    await expectNoSecret(["compare", good, at(name), ...answers], [2])
    await expectNoSecret(["compare", good, at(name), ...answers, "--format", "json"], [2])
    await expectNoSecret(["compare", good, at(name), "--no-config", "-o", path("r2"), "--every", "day"], [2])
    await expectNoSecret(["profile", at(name), "-o", path("p.json")], [2])
    await expectNoSecret(["init", at(name), "-o", path("new.yaml")], [2])
    await expectNoSecret(["gate", good, at(name), "--id", "x", ...answers], [2])
    await expectNoSecret(["proxies", at(name), "--of", "y", "--by", "x"], [2])
    await expectNoSecret(["watch", at(name), "--from", "-", "-o", path("w"), "--no-config"], [2])
    await expectNoSecret(["check", at(name), "--no-config", "--json", path("c.json"), "--no-output"], [2])
  })

  it("of a wrong command line", async () => {
    const file = at("ref.csv")
    for (const argv of [
      ["compare", file, file, "--columns", "nosuch", ...alone],
      ["compare", file, file, "--no-such-flag", at("x")],
      ["compare", file, file, file],
      ["compare", file, file, "--html", at("x.html"), ...alone],
      ["compare", file, file, "-o", at("reports"), "--no-config"],
      ["compare", file, file, "--reference-query", "select 1", ...alone],
      ["compare", file, file, "--reference-version", "3", ...alone],
      ["compare", `${file}&version=3`, file, "--config", at("c.yaml")],
      ["compare", file, file, "--run-date", at("x"), "-o", path("r"), "--no-config"],
      ["profile", file, "-o", path("p.json"), "--every", "day"],
      ["profile", file, "-o", path("p.json"), "--every", "day", "--timestamp", "nosuch"],
      ["profile", file, "-o", at("p.json")],
      ["profile", "merge", at("p.json"), at("q.json"), "-o", path("m.json")],
      ["explain", at("report.json")],
      ["report", at("reports")],
      ["decide", at("reports"), "--no-config"],
      ["alert", at("reports"), "--no-config"],
      ["watch", file, "--from", at("log.jsonl"), "-o", path("w"), "--no-config"],
      ["watch", file, "--from", `kafka://me:pa55word@127.0.0.1:1/t`, "-o", path("w"), "--no-config"],
      [at("nothing")],
      ["compare", "postgres://me:pa55word@127.0.0.1:1/db/t", file, ...alone],
      ["compare", "s3://AKIASECRET:hidden-key@bucket/x.csv", file, ...alone],
      ["compare", "s3://bucket/x.csv?X-Amz-Signature=5ec4e7", file, ...alone],
      ["compare", "s3://bucket/x/*.csv?X-Amz-Signature=5ec4e7", file, ...alone],
      ["compare", "https://me:pa55word@[::1", file, ...alone],
      ["compare", "https://me:pa55word@/x?X-Amz-Signature=5ec4e7", file, ...alone],
    ])
      await expectNoSecret(argv, argv.includes("merge") || argv[0] !== "profile" ? [2] : [0, 2])
  })
})
