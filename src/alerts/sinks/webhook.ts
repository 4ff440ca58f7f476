import { createHmac } from "node:crypto"
import type { AlertMessage } from "../../model.js"
import type { Sink } from "../sink.js"
import { messageText } from "../words.js"

/**
 * The message as JSON, or a template of one's own. With a secret its HMAC-SHA256 stands in `X-Driftcheck-Signature: sha256=…`, as of the
 * bytes sent; `Idempotency-Key` is the same for the same message.
 */
export default {
  meta: { title: "Webhook", needs: [], takes: ["url", "url_env", "key_env", "template"] },
  deliveries(message, { url, url_env, key_env, template }, secret) {
    const body = template === undefined ? JSON.stringify(message) : filled(template, message)
    const headers = {
      "idempotency-key": message.id,
      ...(key_env === undefined
        ? {}
        : { "x-driftcheck-signature": `sha256=${createHmac("sha256", secret(key_env)).update(body).digest("hex")}` }),
    }
    return [{ kind: "http", address: url ?? secret(url_env ?? ""), headers, body }]
  },
} satisfies Sink

/** The template with `{{title}}` and the like, each as the inside of a JSON string: what a name holds ends no string. */
function filled(template: string, message: AlertMessage): string {
  const { title, severity, status, dataset, run, report, created_at } = message
  const fields: Record<string, string> = {
    title,
    severity,
    status,
    dataset,
    run,
    created_at,
    report: report ?? "",
    text: messageText(message),
  }
  return template.replace(/\{\{\s*(\w+)\s*\}\}/g, (whole, name: string) =>
    Object.hasOwn(fields, name) ? JSON.stringify(fields[name]).slice(1, -1) : whole,
  )
}
