import type { Sink } from "../sink.js"
import { messageText } from "../words.js"

/** The message as text on standard error. */
export default {
  meta: { title: "Log", needs: [] },
  deliveries: (message) => [{ kind: "line", text: messageText(message) }],
} satisfies Sink
