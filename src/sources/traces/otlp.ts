import { instant } from "./instants.js"
import { first, isObject, list, lookup, numberOf } from "./lookup.js"
import { rowsOfSpan, speaksOfModels, type Span } from "./span.js"
import type { JsonObject, TraceFormat } from "./trace-row.js"

/**
 * OTLP in JSON: an object, or one on each line, with the spans of resources in it. What the collector writes beside them (logs, metrics)
 * holds no call.
 */
export const otlp: TraceFormat = {
  title: "OpenTelemetry (OTLP)",
  recognises: (object) => "resourceSpans" in object || "resource_spans" in object,
  rows: (object) =>
    list(object.resourceSpans ?? object.resource_spans)
      .flatMap((resource) => list(first(resource, "scopeSpans", "scope_spans", "instrumentationLibrarySpans")))
      .flatMap((scope) => list(lookup(scope, "spans")))
      .filter(isObject)
      .flatMap((span) => rowsOfSpan(otlpSpan(span))),
}

function otlpSpan(span: JsonObject): Span {
  const code = lookup(span, "status.code")
  return {
    traceId: first(span, "traceId", "trace_id"),
    start: instant(first(span, "startTimeUnixNano", "start_time_unix_nano")),
    end: instant(first(span, "endTimeUnixNano", "end_time_unix_nano")),
    failed: numberOf(code) === 2 || code === "STATUS_CODE_ERROR",
    attributes: attributesOf(span.attributes),
    events: list(span.events)
      .filter(isObject)
      .map((event) => ({ name: event.name, attributes: attributesOf(event.attributes) })),
  }
}

/** The values by their names, out of a list of `{ key, value: { stringValue } }`. */
function attributesOf(pairs: unknown): JsonObject {
  const entries = list(pairs)
    .filter(isObject)
    .map(({ key, value }) => [String(key), anyValue(value)] as const)
  return Object.fromEntries(entries)
}

function anyValue(value: unknown): unknown {
  if (!isObject(value)) return value
  const [[kind, held] = [], ...more] = Object.entries(value)
  if (more.length > 0) return value
  switch (kind) {
    case "intValue":
      return numberOf(held)
    case "arrayValue":
      return list(lookup(held, "values")).map(anyValue)
    case "kvlistValue":
      return attributesOf(lookup(held, "values"))
    default:
      return held
  }
}

/** Spans as an object or line each, with their attributes in one object or spread over names: Phoenix, and the exporters of the SDKs. */
export const spans: TraceFormat = {
  title: "spans (OpenInference, OpenTelemetry)",
  recognises: (object) =>
    first(object, "start_time", "startTime") !== undefined && speaksOfModels(ownAttributes(object)),
  rows: (object) => rowsOfSpan(plainSpan(object)),
}

const prefix = "attributes."

function ownAttributes(object: JsonObject): JsonObject {
  if (isObject(object.attributes)) return object.attributes
  const spread = Object.entries(object).filter(([name]) => name.startsWith(prefix))
  return Object.fromEntries(spread.map(([name, value]) => [name.slice(prefix.length), value]))
}

function plainSpan(object: JsonObject): Span {
  const code = first(object, "status_code", "status.status_code", "status.code")
  return {
    traceId: first(object, "context.trace_id", "trace_id", "traceId"),
    start: instant(first(object, "start_time", "startTime")),
    end: instant(first(object, "end_time", "endTime")),
    failed: code === undefined ? undefined : code === "ERROR" || numberOf(code) === 2,
    attributes: ownAttributes(object),
    events: list(object.events)
      .filter(isObject)
      .map((event) => ({ name: event.name, attributes: isObject(event.attributes) ? event.attributes : {} })),
  }
}
