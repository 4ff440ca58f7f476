import type { AlertMessage, AlertPlan } from "../model.js"
import { deliver, type DeliverIo } from "./deliver.js"
import type { Sink } from "./sink.js"
import type { AlertState, OutboxEntry } from "./state.js"

/** A sink with what it needs to send. */
export interface Sending {
  plan: AlertPlan
  sinks: ReadonlyMap<string, Sink>
  io: DeliverIo
}

/**
 * Sends what is in the outbox, oldest first, and gives the state without what arrived; `keep` is called after each, so that a run that is
 * killed sends nothing again that it knows to have arrived. Of a sink that failed, the later messages wait as well.
 */
export async function sendAll(
  state: AlertState,
  sending: Sending,
  keep: (state: AlertState) => void,
): Promise<AlertState> {
  const down = new Set<string>()
  let now = state
  for (const entry of state.outbox) {
    if (down.has(entry.sink)) continue
    const failure = await sendTo(entry.sink, entry.message, sending)
    if (failure !== null) down.add(entry.sink)
    now = { ...now, outbox: now.outbox.flatMap((each) => after(each, entry, failure)) }
    keep(now)
  }
  return now
}

function after(each: OutboxEntry, sent: OutboxEntry, failure: string | null): OutboxEntry[] {
  if (each !== sent) return [each]
  return failure === null ? [] : [{ ...each, failures: each.failures + 1, error: failure }]
}

/** Null where all of it arrived, otherwise why not, without any secret. */
export async function sendTo(
  name: string,
  message: AlertMessage,
  { plan, sinks, io }: Sending,
): Promise<string | null> {
  const settings = plan.sinks.get(name)
  const sink = settings && sinks.get(settings.kind)
  if (settings === undefined || sink === undefined) return null // It was taken out of the configuration.
  const missing = new Set<string>()
  const secret = (variable: string) => {
    const value = io.environment[variable]
    if (value === undefined || value === "") missing.add(variable)
    return value ?? ""
  }
  const deliveries = sink.deliveries(message, settings, secret)
  if (missing.size > 0) return `the environment variable ${Array.from(missing).join(", ")} is not set`
  for (const delivery of deliveries) {
    const failure = await deliver(delivery, settings.timeout, io)
    if (failure !== null) return failure
  }
  return null
}
