import type { Sink } from "../sink.js"

/** A program that gets the message as JSON on its standard input. */
export default {
  meta: { title: "Command", needs: ["command"] },
  deliveries: (message, { command = [] }) => [{ kind: "command", command, input: `${JSON.stringify(message)}\n` }],
} satisfies Sink
