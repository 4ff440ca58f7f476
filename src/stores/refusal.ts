import { InputError } from "../errors.js"
import type { RemoteAddress } from "../model.js"
import { addressText } from "./address.js"
import type { Answer } from "./send.js"
import { textIn } from "./s3/xml.js"

/** What a store said instead of giving what was asked for. */
export class Refusal extends InputError {
  override name = "Refusal"

  constructor(
    message: string,
    /** HTTP's number; 0: no answer came. */
    readonly status: number,
    options: { hint?: string | undefined; cause?: unknown },
  ) {
    super(message, options)
  }
}

/** How the request was made, as far as it explains an answer. */
export interface Circumstances {
  address: RemoteAddress
  /** Where the credentials are from; "none" without. */
  credentials: string
  region: string
  now: Date
}

/** An answer that is none, in words. `body`: what came with it. */
export function refusalOf(answer: Answer, body: string, circumstances: Circumstances): Refusal {
  const { address } = circumstances
  const code = textIn(body, "Code") ?? ""
  const { what, hint } = wordsFor(answer, code, circumstances)
  const said = code === "" ? `${answer.status}` : `${answer.status} ${code}`
  return new Refusal(`cannot read ${addressText(address)}: ${what} (${said})`, answer.status, { hint })
}

interface Words {
  what: string
  hint?: string | undefined
}

/** A code of S3 says more than the status. */
function wordsFor(answer: Answer, code: string, circumstances: Circumstances): Words {
  return byCode(code, answer, circumstances) ?? byStatus(answer.status, circumstances)
}

function byCode(code: string, answer: Answer, { address, credentials, region, now }: Circumstances): Words | null {
  switch (code) {
    case "NoSuchBucket":
      return { what: "there is no such bucket", hint: "Check its name, and the endpoint if it is not Amazon's." }
    case "InvalidAccessKeyId":
      return {
        what: `the store does not know the key of ${credentials}`,
        hint: "Is it a key of this store (--endpoint)?",
      }
    case "SignatureDoesNotMatch":
      return { what: `the signature is wrong: the secret key of ${credentials} is not the one of its key id` }
    case "ExpiredToken":
    case "TokenRefreshRequired":
    case "InvalidToken":
      return { what: `the credentials of ${credentials} have expired`, hint: "Log in again, then run again." }
    case "RequestTimeTooSkewed":
      return { what: clockWords(answer, now), hint: "Set the clock: a signature holds for 15 minutes." }
    case "AuthorizationHeaderMalformed":
    case "PermanentRedirect":
    case "IllegalLocationConstraintException":
      return { what: `the bucket is not in the region ${region}`, hint: "Set AWS_REGION to the bucket's region." }
    case "InvalidObjectState":
      return { what: "the object is archived", hint: "Restore it first." }
    case "NoSuchKey":
      return { what: "there is no such object", hint: "A folder is named as it is, or with / at the end." }
    default:
      return address.kind === "https" && /expired/i.test(code) ? expired : null
  }
}

const expired: Words = { what: "the address has expired", hint: "Have it signed anew." }

function byStatus(status: number, { address, credentials }: Circumstances): Words {
  if (status === 401 || status === 403) return address.kind === "https" ? forbiddenUrl : forbidden(credentials)
  if (status === 404) return { what: "nothing is there", hint: "Check the spelling." }
  if (status === 412) return { what: "it was changed while it was read", hint: changedHint }
  if (status === 416) return { what: "it ends before the bytes that were asked for", hint: changedHint }
  if (status >= 300 && status < 400) return { what: "it leads elsewhere, and not to a place that can be followed" }
  if (status === 429 || status === 503) return { what: "the store is asked too much, also after several tries" }
  if (status >= 500) return { what: "the store failed, also after several tries", hint: "Try again later." }
  return { what: "the store refused the request" }
}

export const changedHint = "Compare a copy, or a version of it, that nobody writes to."

const forbiddenUrl: Words = {
  what: "access is denied",
  hint: "A signed address holds for a while only: have it signed anew.",
}

function forbidden(credentials: string): Words {
  return credentials === "none"
    ? {
        what: "access is denied, and no credentials were found",
        hint: "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or AWS_PROFILE.",
      }
    : {
        what: `access is denied to the credentials of ${credentials}`,
        hint: "They need the rights s3:GetObject and, for folders and patterns, s3:ListBucket.",
      }
}

function clockWords({ headers }: Answer, now: Date): string {
  const minutes = Math.round((now.getTime() - Date.parse(headers.date ?? "")) / 60_000)
  if (Number.isNaN(minutes) || minutes === 0) return "the clock of this machine differs from the store's"
  return `the clock of this machine is ${Math.abs(minutes)} minutes ${minutes > 0 ? "ahead of" : "behind"} the store's`
}

/** That no answer came, after several tries. */
export function silence(address: RemoteAddress, cause: unknown): Refusal {
  const { code = "", message } = cause as NodeJS.ErrnoException
  const reasons: Partial<Record<string, string>> = {
    ENOTFOUND: "its host is not known",
    EAI_AGAIN: "its host's name could not be looked up",
    ECONNREFUSED: "nobody answers there",
    ECONNRESET: "the connection was cut, again and again",
  }
  return new Refusal(`cannot read ${addressText(address)}: ${reasons[code] ?? message}`, 0, {
    hint: `Check the address, the endpoint and the network.${proxySet() ? " A proxy is set, and none is used." : ""}`,
    cause,
  })
}

const proxySet = () => ["HTTPS_PROXY", "https_proxy", "HTTP_PROXY", "http_proxy"].some((name) => process.env[name])
