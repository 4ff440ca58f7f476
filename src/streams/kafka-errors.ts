import { InputError, UsageError } from "../errors.js"
import type { KafkaAddress } from "./kafka-address.js"

/** What no further try mends. */
export const isFinal = (error: unknown) =>
  error instanceof InputError ||
  isFenced(error) ||
  isProtocolError(error, "OFFSET_METADATA_TOO_LARGE") ||
  /SASL|AUTHENTICATION|AUTHORIZATION|certificate|UNSUPPORTED_COMPRESSION|there is no topic/i.test(reasonOf(error))

/** What a group answers to a member of an earlier term. */
export const isRefusal = (error: unknown) =>
  isProtocolError(error, "ILLEGAL_GENERATION", "UNKNOWN_MEMBER_ID", "REBALANCE_IN_PROGRESS")

/** Another process has taken our place under our name. */
const isFenced = (error: unknown) => isProtocolError(error, "FENCED_INSTANCE_ID")

const isProtocolError = (error: unknown, ...ids: string[]) => {
  const { findBy } = (error ?? {}) as { findBy?: (key: string, value: string) => unknown }
  return ids.some((id) => Boolean(findBy?.call(error, "apiId", id)))
}

export const inDoubt = ({ brokers, topic }: KafkaAddress) =>
  new InputError(
    `Kafka at ${brokers.join(", ")} did not say whether it took the offsets of ${topic} for the last window`,
    {
      hint: "the next run asks it again: the window is kept or its records are read once more",
    },
  )

/** Whether nobody listens there: most likely the address is wrong. A broker that others name may be down for a while. */
export const isUnreachable = (error: unknown, isNamed: boolean) =>
  (isNamed ? /ENOTFOUND/ : /ENOTFOUND|ECONNREFUSED|EHOSTUNREACH/).test(reasonOf(error))

/** Whether a request was given up while the broker was silent. */
export const isTimeout = (error: unknown) => reasonOf(error) === "Request timed out"

/** What was asked for lies before a partition's first record, or behind its last. */
export const isOutOfRange = (error: unknown) => isProtocolError(error, "OFFSET_OUT_OF_RANGE")

/** The broker itself cannot read what it has. */
export const isCorrupt = (error: unknown) => isProtocolError(error, "CORRUPT_MESSAGE")

/** A broker fails to answer, which it does where what it has is damaged, or is busy with something else. */
export const isFailure = (error: unknown) => isProtocolError(error, "UNKNOWN_SERVER_ERROR")

export const damaged = ({ brokers, topic }: KafkaAddress, partition: number, offset: bigint, cause: Error) =>
  new InputError(
    `partition ${partition} of ${topic} in Kafka at ${brokers.join(", ")} cannot be read from offset ${offset} on: the batch there is damaged (${cause.message})`,
    {
      hint: "is it whole in another replica? What cannot be saved kafka-delete-records takes out of the topic; the next run says which offsets are gone, and goes on behind them",
      cause,
    },
  )

/** A broker has given nothing of a partition for some time, though there is more. */
export const withheld = ({ brokers, topic }: KafkaAddress, partition: number, offset: bigint, cause: Error) =>
  new InputError(
    `partition ${partition} of ${topic} in Kafka at ${brokers.join(", ")} cannot be read from offset ${offset} on: ${cause.message}`,
    {
      hint: "the broker's log says whether it is busy or cannot read what it has; the next run goes on here. What is damaged and cannot be saved kafka-delete-records takes out of the topic",
      cause,
    },
  )

/** A partition ends before what was read of it. */
export const cutBack = ({ brokers, topic }: KafkaAddress, partition: number, at: bigint, end: bigint) =>
  new InputError(
    `partition ${partition} of ${topic} in Kafka at ${brokers.join(", ")} ends at offset ${end}, and was read up to ${at} before`,
    {
      hint: "was the topic made anew, or did a broker lead that had not all of it? A watch into a new folder (and another ?group=) reads what is there now",
    },
  )

/** The innermost reason that a client's error gives. */
export function reasonOf(error: unknown): string {
  const errors = (error as { errors?: unknown[] } | null)?.errors
  if (Array.isArray(errors) && errors.length > 0) return reasonOf(errors[0])
  const { cause, message } = error as { cause?: unknown; message?: string }
  return cause instanceof Error ? reasonOf(cause) : (message ?? String(error))
}

/**
 * A broker that refuses a token says so in an answer that the client takes for consent; only the next request then fails.
 * Source: RFC 7628, 3.2.2 and 3.2.3.
 */
const refusesToken = (error: unknown) => reasonOf(error).includes("not valid given the current SASL state")

/** What a user is told. */
export function unreachable({ brokers, topic }: KafkaAddress, error: unknown): unknown {
  if (error instanceof UsageError || error instanceof InputError) return error
  if (isFenced(error))
    return new InputError(`another watch reads ${topic} from Kafka as the reader of this folder`, {
      hint: "was the folder copied? Remove watch.json from the copy, or give the other watch a folder of its own",
      cause: error,
    })
  const reason = refusesToken(error)
    ? "authentication failed: the broker does not take the token in KAFKA_SASL_TOKEN, which may have expired"
    : reasonOf(error)
  return new InputError(`cannot read ${topic} from Kafka at ${brokers.join(", ")}: ${reason}`, {
    hint: "is the broker up, and is this its advertised address? KAFKA_TLS and KAFKA_SASL_… say how to be let in",
    cause: error,
  })
}
