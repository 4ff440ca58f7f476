import { readFileSync } from "node:fs"
import type { ConnectionOptions } from "node:tls"
import { UsageError } from "../errors.js"

/** What a kafka:// address says. */
export interface KafkaAddress {
  /** host:port, at least one. */
  brokers: string[]
  topic: string
  /** The consumer group; null: one of the folder's own. */
  group: string | null
}

/** kafka://host:port[,host:port…]/topic[?group=name]. Throws UsageError for anything else, and where it holds a password. */
export function kafkaAddress(text: string): KafkaAddress {
  const found = /^kafka:\/\/([^/?#]+)\/([^/?#]+)(?:\?group=([^&#]+))?$/.exec(text)
  const form = "it takes kafka://host:port/topic, more brokers after commas, and ?group=name"
  if (found === null) throw new UsageError("the Kafka address cannot be read", { hint: form })
  if (found[1].includes("@"))
    throw new UsageError("a Kafka address takes no user and password: process lists and reports would show them", {
      hint: "set KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD",
    })
  const brokers = found[1].split(",").map((broker) => (/:\d+$/.test(broker) ? broker : `${broker}:9092`))
  const topic = decodeURIComponent(found[2])
  if (!/^[\w.-]{1,249}$/.test(topic))
    throw new UsageError(`${JSON.stringify(topic)} is no name of a topic`, { hint: form })
  return { brokers, topic, group: found.at(3) === undefined ? null : decodeURIComponent(found[3]) }
}

const mechanisms = ["PLAIN", "SCRAM-SHA-256", "SCRAM-SHA-512", "OAUTHBEARER"] as const
type Mechanism = (typeof mechanisms)[number]

/** How to be let in, from the environment. */
export interface KafkaAccess {
  tls?: ConnectionOptions
  sasl?: Sasl
}

interface Sasl {
  mechanism: Mechanism
  username?: string
  password?: string
  token?: string
}

type Environment = Readonly<Record<string, string | undefined>>

/**
 * TLS from KAFKA_TLS (1), KAFKA_TLS_CA, KAFKA_TLS_CERT and KAFKA_TLS_KEY (files in PEM); SASL from KAFKA_SASL_MECHANISM,
 * KAFKA_SASL_USERNAME, KAFKA_SASL_PASSWORD and KAFKA_SASL_TOKEN. Throws UsageError where they do not go together.
 */
export function kafkaAccess(environment: Environment): KafkaAccess {
  const tls = tlsOf(environment)
  const sasl = saslOf(environment)
  return { ...(tls === null ? {} : { tls }), ...(sasl === null ? {} : { sasl }) }
}

function tlsOf(environment: Environment): ConnectionOptions | null {
  const files = { ca: "KAFKA_TLS_CA", cert: "KAFKA_TLS_CERT", key: "KAFKA_TLS_KEY" } as const
  const named = Object.entries(files).flatMap(([option, variable]) => {
    const path = environment[variable]
    return path === undefined || path === "" ? [] : [[option, pem(path, variable)] as const]
  })
  const asked = /^(1|true|yes|on)$/i.test(environment.KAFKA_TLS ?? "")
  return asked || named.length > 0 ? Object.fromEntries(named) : null
}

function pem(path: string, variable: string): Buffer {
  try {
    return readFileSync(path)
  } catch (cause) {
    throw new UsageError(`${variable} names ${path}, which cannot be read`, { cause })
  }
}

function saslOf(environment: Environment): Sasl | null {
  const { KAFKA_SASL_USERNAME: username, KAFKA_SASL_PASSWORD: password, KAFKA_SASL_TOKEN: token } = environment
  const said = environment.KAFKA_SASL_MECHANISM?.toUpperCase()
  const mechanism = mechanisms.find((each) => each === (said ?? (token === undefined ? "PLAIN" : "OAUTHBEARER")))
  if (mechanism === undefined)
    throw new UsageError(`KAFKA_SASL_MECHANISM does not take ${JSON.stringify(said)}`, {
      hint: `it takes ${mechanisms.join(", ")}`,
    })
  if (said === undefined && username === undefined && token === undefined) return null
  if (mechanism === "OAUTHBEARER") {
    if (token === undefined) throw new UsageError("OAUTHBEARER needs KAFKA_SASL_TOKEN")
    return { mechanism, token }
  }
  if (username === undefined || password === undefined)
    throw new UsageError(`${mechanism} needs KAFKA_SASL_USERNAME and KAFKA_SASL_PASSWORD`)
  return { mechanism, username, password }
}
