import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parquetWriteBuffer } from "hyparquet-writer"
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest"
import { openDataset } from "../../src/datasets/open-dataset.js"
import { InputError } from "../../src/errors.js"
import { rangeServer, s3Error, type RangeServer } from "../helpers/range-server.js"

const rows = 4000
const parquet = (seed: number) =>
  Buffer.from(
    parquetWriteBuffer({
      columnData: ["a", "b", "c"].map((name, k) => ({
        name,
        data: Float64Array.from({ length: rows }, (_, i) => Math.sin(seed + i * (k + 1)) * 1000),
        type: "DOUBLE" as const,
      })),
      codec: "UNCOMPRESSED",
    }),
  )
const file = parquet(1)
const sum = Array.from({ length: rows }, (_, i) => Math.sin(1 + i) * 1000).reduce((a, b) => a + b)

let server: RangeServer
beforeEach(async () => {
  server = await rangeServer({ "/bucket/t.parquet": file })
  vi.stubEnv("AWS_ACCESS_KEY_ID", "AKIATEST")
  vi.stubEnv("AWS_SECRET_ACCESS_KEY", "hidden")
  vi.stubEnv("AWS_CONFIG_FILE", "/nowhere")
  vi.stubEnv("AWS_SHARED_CREDENTIALS_FILE", "/nowhere")
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
})

const s3 = () => openDataset("s3://bucket/t.parquet", { endpoint: server.url })
const web = () => openDataset(`${server.url}/bucket/t.parquet`, {})

async function sumOf(opening: ReturnType<typeof openDataset>): Promise<number> {
  const dataset = await opening
  try {
    return (await dataset.summary("a")).sum!
  } finally {
    dataset.close()
  }
}

async function refusal(opening: ReturnType<typeof openDataset>): Promise<InputError> {
  const error: unknown = await sumOf(opening).then(
    () => null,
    (reason: unknown) => reason,
  )
  if (!(error instanceof InputError)) throw new Error("no InputError", { cause: error })
  return error
}

describe("what passes is tried again", () => {
  it.each([
    ["a cut", { cut: 5000 }],
    ["a cut before the first byte", { cut: 0 }],
    ["500", { status: 500 }],
    ["503 SlowDown", s3Error(503, "SlowDown")],
    ["429 with a time to wait", { status: 429, headers: { "retry-after": "0.3" } }],
  ])("%s", async (_, fault) => {
    server.fault = (_request, nth) => (nth === 3 || nth === 4 ? fault : null)
    expect(await sumOf(s3())).toBeCloseTo(sum, 6)
    expect(server.requests.length).toBeGreaterThan(4)
  })

  it("from the block on that came last before a cut", async () => {
    server.fault = (_request, nth) => (nth === 3 ? { cut: 20_000 } : null)
    expect(await sumOf(web())).toBeCloseTo(sum, 6)
    const starts = server.requests.slice(2).map(({ range }) => Number(/\d+/.exec(range!)))
    expect(starts[1] - starts[0]).toBe(16_384)
  })

  it("not for ever", async () => {
    server.fault = () => s3Error(503, "SlowDown")
    expect((await refusal(s3())).message).toBe(
      "cannot read s3://bucket/t.parquet: the store is asked too much, also after several tries (503 SlowDown)",
    )
    expect(server.requests).toHaveLength(5)
  })
})

describe("a file that is replaced while it is read is noticed", () => {
  const replace = (nth: number) => {
    if (nth === 3) server.files.set("/bucket/t.parquet", parquet(2))
    return null
  }

  it("by a server that compares ETags", async () => {
    server.fault = (_, nth) => replace(nth)
    expect((await refusal(s3())).message).toMatch(/was changed while it was read \(412\)$/)
    expect(server.requests.slice(1).every(({ ifMatch }) => ifMatch !== undefined)).toBe(true)
  })

  it("by one that does not", async () => {
    server.fault = (request, nth) => {
      delete request.headers["if-match"]
      return replace(nth)
    }
    expect((await refusal(s3())).message).toBe("s3://bucket/t.parquet was changed while it was read")
  })

  it("or cut short", async () => {
    server.fault = (_, nth) => (nth === 3 ? { status: 416 } : null)
    expect((await refusal(s3())).message).toMatch(/it ends before the bytes that were asked for \(416\)$/)
  })
})

describe("what a store refuses is told in words", () => {
  it.each([
    [
      "AccessDenied",
      403,
      /access is denied to the credentials of the environment \(403 AccessDenied\)$/,
      /s3:GetObject/,
    ],
    ["SignatureDoesNotMatch", 403, /the secret key of the environment is not the one of its key id/, /^/],
    ["InvalidAccessKeyId", 403, /the store does not know the key of the environment/, /--endpoint/],
    ["ExpiredToken", 400, /the credentials of the environment have expired \(400 ExpiredToken\)$/, /Log in again/],
    ["NoSuchKey", 404, /there is no such object/, /folder/],
    ["NoSuchBucket", 404, /there is no such bucket/, /endpoint/],
    ["InvalidObjectState", 403, /the object is archived/, /Restore/],
  ])("%s", async (code, status, message, hint) => {
    server.fault = () => s3Error(status, code)
    const found = await refusal(s3())
    expect(found.message).toMatch(message)
    expect(found.hint ?? "").toMatch(hint)
    expect(`${found.message} ${found.hint}`).not.toContain("hidden")
  })

  it("a clock that is wrong, with how far it is", async () => {
    const date = new Date(Date.now() - 17 * 60_000).toUTCString()
    server.fault = () => s3Error(403, "RequestTimeTooSkewed", "", { date })
    expect((await refusal(s3())).message).toMatch(/the clock of this machine is 17 minutes ahead of the store's/)
  })

  it("missing credentials", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "")
    server.fault = () => s3Error(403, "AccessDenied")
    expect((await refusal(s3())).message).toMatch(/access is denied, and no credentials were found/)
    expect(server.requests[0].authorization).toBeUndefined()
  })

  it("403 and 404 of a server", async () => {
    server.fault = () => ({ status: 403 })
    expect((await refusal(web())).hint).toMatch(/signed anew/)
    server.fault = () => ({ status: 404 })
    expect((await refusal(web())).message).toMatch(/: nothing is there \(404\)$/)
  })

  it("a server that is not there", async () => {
    await server.close()
    expect((await refusal(web())).message).toMatch(/: nobody answers there$/)
  })

  it("an empty file", async () => {
    server.files.set("/bucket/t.parquet", Buffer.alloc(0))
    expect((await refusal(web())).message).toMatch(/is empty: 0 bytes$/)
  })
})

describe("what a store corrects is followed", () => {
  it("the region", async () => {
    server.fault = ({ headers }) =>
      headers.authorization?.includes("/eu-north-1/s3/")
        ? null
        : s3Error(301, "PermanentRedirect", "", { "x-amz-bucket-region": "eu-north-1" })
    expect(await sumOf(s3())).toBeCloseTo(sum, 6)
  })

  it("credentials that have run out, where the chain has new ones", async () => {
    vi.stubEnv("AWS_ACCESS_KEY_ID", "")
    vi.stubEnv("AWS_CONTAINER_CREDENTIALS_FULL_URI", `${server.url}/role`)
    let issued = 0
    server.fault = ({ url, headers }) => {
      if (url === "/role") {
        const body = JSON.stringify({ AccessKeyId: `KEY${++issued}`, SecretAccessKey: "s", Token: "t" })
        return { status: 200, body }
      }
      return headers.authorization?.includes("KEY1/") === true ? s3Error(400, "ExpiredToken") : null
    }
    expect(await sumOf(s3())).toBeCloseTo(sum, 6)
    expect(issued).toBe(2)
  })

  it("a redirect, with its ranges; not a circle of them", async () => {
    server.fault = ({ url }) => (url === "/old" ? { status: 302, headers: { location: "/bucket/t.parquet" } } : null)
    expect(await sumOf(openDataset(`${server.url}/old`, { format: "parquet" }))).toBeCloseTo(sum, 6)
    server.fault = () => ({ status: 302, headers: { location: "/old" } })
    expect((await refusal(web())).message).toMatch(/it leads elsewhere/)
  })

  it("a server without ranges gives all of a file at once", async () => {
    server.fault = () => ({ ignoresRanges: true })
    expect(await sumOf(web())).toBeCloseTo(sum, 6)
    expect(server.requests).toHaveLength(1)
  })
})

describe("credentials come from the usual places", () => {
  let folder: string
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "driftcheck-profile-"))
    vi.stubEnv("AWS_ACCESS_KEY_ID", "")
  })
  afterEach(() => rmSync(folder, { recursive: true }))
  const put = (name: string, text: string) => {
    writeFileSync(join(folder, name), text)
    return join(folder, name)
  }

  it("the profile that is named, with its region", async () => {
    vi.stubEnv("AWS_PROFILE", "team")
    vi.stubEnv(
      "AWS_SHARED_CREDENTIALS_FILE",
      put("keys", "[team]\naws_access_key_id = TEAMKEY\naws_secret_access_key=x\n"),
    )
    vi.stubEnv("AWS_CONFIG_FILE", put("config", "[profile team]\nregion = eu-west-3\n"))
    expect(await sumOf(s3())).toBeCloseTo(sum, 6)
    expect(server.requests[0].authorization).toMatch(/Credential=TEAMKEY\/\d{8}\/(eu-west-3|eu-north-1)\/s3\//)
  })

  it("a web identity", async () => {
    vi.stubEnv("AWS_WEB_IDENTITY_TOKEN_FILE", put("token", "web-token\n"))
    vi.stubEnv("AWS_ROLE_ARN", "arn:aws:iam::1:role/reader")
    vi.stubEnv("AWS_ENDPOINT_URL_STS", `${server.url}/sts`)
    server.fault = ({ url, method }) =>
      url === "/sts/" && method === "POST"
        ? {
            status: 200,
            body: "<R><AccessKeyId>WEBKEY</AccessKeyId><SecretAccessKey>x</SecretAccessKey><SessionToken>t&amp;t</SessionToken></R>",
          }
        : null
    expect(await sumOf(s3())).toBeCloseTo(sum, 6)
    expect(server.requests.at(-1)!.authorization).toMatch(/Credential=WEBKEY\/.*x-amz-security-token/)
  })

  it("a profile that runs a program is named, with what works", async () => {
    vi.stubEnv("AWS_CONFIG_FILE", put("config", "[default]\ncredential_process = /bin/get\n"))
    expect((await refusal(s3())).message).toMatch(/gives its credentials by credential_process, which is not supported/)
  })
})
