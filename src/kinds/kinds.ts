import type { ReportKind } from "../model.js"
import { check } from "./check.js"
import { comparison } from "./comparison.js"
import { gate } from "./gate.js"
import type { Kind } from "./kind.js"

/** Every kind of run by its id; an id without an entry does not compile. */
export const kinds: Record<ReportKind, Kind> = { comparison, check, gate }

/** What differs for this report or run. */
export const kindOf = ({ kind }: { kind: ReportKind }): Kind => kinds[kind]

export const kindIds = Object.keys(kinds) as [ReportKind, ...ReportKind[]]

/** Whether this version knows such a kind; what an older version wrote has none and is a comparison. */
export const isKind = (id: unknown): id is ReportKind => typeof id === "string" && Object.hasOwn(kinds, id)
