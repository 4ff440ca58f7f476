import type { AlertMessage, SinkSettings } from "../model.js"

/** What a sink sends. Secrets stand in `address` and `headers` alone, which no output shows. */
export type Delivery =
  | { kind: "http"; address: string; headers?: Record<string, string>; body: object | string }
  | { kind: "mail"; address: string; mail: Mail }
  | { kind: "command"; command: readonly string[]; input: string }
  | { kind: "line"; text: string }

export interface Mail {
  from: string
  to: readonly string[]
  subject: string
  text: string
  html: string
  /** The same for the same message, so that a mail server can tell a repeat. */
  message_id: string
}

/** A place that messages go to. One file each in sinks/, its name is its kind. */
export interface Sink {
  meta: {
    title: string
    /** Settings without which it cannot work, and those it takes beside them; all others are mistakes. */
    needs: readonly SinkKey[]
    takes?: readonly SinkKey[]
    /** Whether it is told in every run what is still open: what it is not told of ends there. */
    everyRun?: true
    /** Whether it keeps alerts itself, and is told that somebody is at one. */
    acknowledges?: true
  }
  /** What to send: one delivery, or one for each part. Pure. `secret` gives what an environment variable holds. */
  deliveries(message: AlertMessage, settings: SinkSettings, secret: (variable: string) => string): Delivery[]
}

export type SinkKey = Exclude<keyof SinkSettings, "kind" | "timeout">
