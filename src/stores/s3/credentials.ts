import { InputError } from "../../errors.js"
import { readWhole } from "../../files/open-file.js"
import { send, wholeBody } from "../send.js"
import { profileOf } from "./profile.js"
import type { Credentials } from "./sign.js"
import { textIn } from "./xml.js"

/** Credentials, and where they are from, for messages; null: none were found. */
export interface Found {
  credentials: Credentials | null
  from: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * The first credentials of the usual chain: the environment, the profile, a web identity, the container's own. Throws InputError where
 * one of them is set up and gives none.
 */
export async function findCredentials(env: Environment, region: string, traffic: SharedArrayBuffer): Promise<Found> {
  const { AWS_ACCESS_KEY_ID: id, AWS_SECRET_ACCESS_KEY: secret, AWS_SESSION_TOKEN: token } = env
  if (id && secret) return { credentials: { id, secret, token: token || undefined }, from: "the environment" }
  const profile = profileOf(env)
  const named = `the profile ${env.AWS_PROFILE ?? env.AWS_DEFAULT_PROFILE ?? "default"}`
  const [key, hidden] = [profile.get("aws_access_key_id"), profile.get("aws_secret_access_key")]
  if (key && hidden)
    return { credentials: { id: key, secret: hidden, token: profile.get("aws_session_token") }, from: named }
  const role = env.AWS_ROLE_ARN ?? profile.get("role_arn")
  const file = env.AWS_WEB_IDENTITY_TOKEN_FILE ?? profile.get("web_identity_token_file")
  if (role !== undefined && file !== undefined)
    return { credentials: await webIdentity(env, { role, file, region }, traffic), from: `the web identity in ${file}` }
  const container = containerUrl(env)
  if (container !== null)
    return { credentials: await ofContainer(container, env, traffic), from: "the container's role" }
  refuseUnknown(profile, named)
  return { credentials: null, from: "none" }
}

/** Profiles that name a program or a login, which are left to the tool that knows them. */
function refuseUnknown(profile: ReadonlyMap<string, string>, named: string): void {
  const other = ["credential_process", "sso_session", "sso_start_url", "source_profile", "credential_source"]
  const found = other.find((name) => profile.has(name))
  if (found !== undefined)
    throw new InputError(`${named} gives its credentials by ${found}, which is not supported`, {
      hint: 'Put them into the environment: eval "$(aws configure export-credentials --format env)"',
    })
}

interface WebIdentity {
  role: string
  file: string
  region: string
}

async function webIdentity(env: Environment, { role, file, region }: WebIdentity, traffic: SharedArrayBuffer) {
  const url = env.AWS_ENDPOINT_URL_STS ?? env.AWS_ENDPOINT_URL ?? `https://sts.${region}.amazonaws.com`
  const body = new URLSearchParams({
    Action: "AssumeRoleWithWebIdentity",
    Version: "2011-06-15",
    RoleArn: role,
    RoleSessionName: env.AWS_ROLE_SESSION_NAME ?? "driftcheck",
    WebIdentityToken: readWhole(file).toString().trim(),
  }).toString()
  const headers = { "content-type": "application/x-www-form-urlencoded" }
  const xml = await asked({ url: `${url}/`, method: "POST", headers, body }, `the role ${role}`, traffic)
  const [id, secret, token] = ["AccessKeyId", "SecretAccessKey", "SessionToken"].map((name) => textIn(xml, name))
  if (id === undefined || secret === undefined) throw new InputError(`the role ${role} gave no credentials`)
  return { id, secret, token }
}

function containerUrl(env: Environment): string | null {
  const { AWS_CONTAINER_CREDENTIALS_RELATIVE_URI: path, AWS_CONTAINER_CREDENTIALS_FULL_URI: full } = env
  return path ? `http://169.254.170.2${path}` : (full ?? null)
}

async function ofContainer(url: string, env: Environment, traffic: SharedArrayBuffer): Promise<Credentials> {
  const file = env.AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE
  const token = file === undefined ? env.AWS_CONTAINER_AUTHORIZATION_TOKEN : readWhole(file).toString().trim()
  const headers = token === undefined ? {} : { authorization: token }
  const text = await asked({ url, method: "GET", headers }, "the container's role", traffic)
  const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text) as Record<string, string>
  return { id: AccessKeyId, secret: SecretAccessKey, token: Token }
}

async function asked(outgoing: Parameters<typeof send>[0], what: string, traffic: SharedArrayBuffer): Promise<string> {
  try {
    const answer = await send(outgoing, traffic)
    const text = (await wholeBody(answer, traffic, 1 << 20)).toString()
    if (answer.status === 200) return text
    throw new Error(`${answer.status} ${textIn(text, "Code") ?? ""} ${textIn(text, "Message") ?? ""}`.trim())
  } catch (cause) {
    throw new InputError(`${what} gave no credentials: ${(cause as Error).message}`, { cause })
  }
}
