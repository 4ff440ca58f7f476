import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:https"
import type { AddressInfo } from "node:net"
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

  it("a redirect to another host, without the password; never from a bucket, whose signature stays there", async () => {
    const other = await rangeServer({ "/bucket/t.parquet": file })
    try {
      server.fault = () => ({ status: 307, headers: { location: `${other.url}/bucket/t.parquet` } })
      const withPassword = `${server.url.replace("//", "//me:pa55@")}/bucket/t.parquet`
      expect(await sumOf(openDataset(withPassword, {}))).toBeCloseTo(sum, 6)
      expect(server.requests.every(({ authorization }) => authorization?.startsWith("Basic ") === true)).toBe(true)
      expect(other.requests.length).toBeGreaterThan(1)
      expect(other.requests.every(({ authorization }) => authorization === undefined)).toBe(true)
      const asked = other.requests.length
      expect((await refusal(s3())).message).toMatch(
        /it leads elsewhere, and not to a place that can be followed \(307\)$/,
      )
      expect(other.requests).toHaveLength(asked)
    } finally {
      await other.close()
    }
  })

  it.skipIf(spawnSync("openssl", ["version"]).status !== 0)("no redirect from https to http", async () => {
    const folder = mkdtempSync(join(tmpdir(), "driftcheck-tls-"))
    const [keyFile, certFile] = [join(folder, "key.pem"), join(folder, "cert.pem")]
    const ask = ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1"]
    spawnSync("openssl", [...ask, "-keyout", keyFile, "-out", certFile])
    const headers = { location: `${server.url}/bucket/t.parquet` }
    const secure = createServer({ key: readFileSync(keyFile), cert: readFileSync(certFile) }, (_, response) => {
      response.writeHead(302, headers).end()
    })
    await new Promise<void>((resolve) => secure.listen(0, "127.0.0.1", resolve))
    vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "0")
    try {
      const url = `https://127.0.0.1:${(secure.address() as AddressInfo).port}/t.parquet`
      expect((await refusal(openDataset(url, {}))).message).toMatch(/not to a place that can be followed \(302\)$/)
      expect(server.requests).toHaveLength(0)
      vi.stubEnv("NODE_TLS_REJECT_UNAUTHORIZED", "1")
      expect((await refusal(openDataset(url.replace("127.0.0.1", "localhost"), {}))).message).toMatch(
        /self-signed certificate/,
      )
    } finally {
      secure.closeAllConnections()
      secure.close()
      rmSync(folder, { recursive: true })
    }
  })

  it("a server without ranges gives all of a file at once", async () => {
    server.fault = () => ({ ignoresRanges: true })
    expect(await sumOf(web())).toBeCloseTo(sum, 6)
    expect(server.requests).toHaveLength(1)
  })
})

describe("addresses of every form", () => {
  it.each([
    ["a space and a plus", "/a b+c.parquet", "/a%20b+c.parquet"],
    ["a space that was not written as %20", "/a b.parquet", "/a b.parquet"],
    ["letters beyond ASCII", "/é 東京.parquet", "/é%20東京.parquet"],
    ["a percent sign", "/p%41.parquet", "/p%2541.parquet"],
    ["marks of a query and a fragment", "/q?#.parquet", "/q%3F%23.parquet?a=1#b"],
  ])("%s", async (_, path, written) => {
    server.files.set(path, file)
    expect(await sumOf(openDataset(`${server.url}${written}`, { format: "parquet" }))).toBeCloseTo(sum, 6)
  })

  it("an IPv6 address with a port, of a server and of an endpoint", async (context) => {
    const local = await rangeServer({ "/bucket/t.parquet": file }, "::1").catch(() => null)
    if (local === null) return context.skip("no IPv6 here")
    try {
      expect(local.url).toMatch(/^http:\/\/\[::1\]:\d+$/)
      expect(await sumOf(openDataset(`${local.url}/bucket/t.parquet`, {}))).toBeCloseTo(sum, 6)
      expect(await sumOf(openDataset("s3://bucket/t.parquet", { endpoint: local.url }))).toBeCloseTo(sum, 6)
    } finally {
      await local.close()
    }
  })

  it("an endpoint with a path, and with the bucket in its name", async () => {
    server.files.set("/store/bucket/t.parquet", file)
    expect(await sumOf(openDataset("s3://bucket/t.parquet", { endpoint: `${server.url}/store/` }))).toBeCloseTo(sum, 6)
    server.files.set("/t.parquet", file)
    const named = server.url.replace("127.0.0.1", "{bucket}.localhost")
    const { host } = new URL(named.replace("{bucket}", "bucket"))
    const found = await sumOf(openDataset("s3://bucket/t.parquet", { endpoint: named })).catch(
      (error: unknown) => error,
    )
    // Not every machine knows the names below localhost.
    if (found instanceof Error)
      expect(found.message).toMatch(/its host is not known|could not be looked up|nobody answers/)
    else expect(server.requests.at(-1)!.host).toBe(host)
  })

  it("a proxy that is set is not used, which is said where nobody answers", async () => {
    vi.stubEnv("HTTP_PROXY", server.url)
    const address = await rangeServer()
    await address.close()
    const found = await refusal(openDataset(`${address.url}/t.parquet`, {}))
    expect(found.hint).toMatch(/A proxy is set, and none is used\.$/)
    expect(server.requests).toHaveLength(0)
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
