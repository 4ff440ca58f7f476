/** Where records come from: a pipe, files, Kafka. Each is behind this interface. */
import type { OffsetRange } from "../model.js"
import type { Lines } from "./lines.js"
import type { Ranges } from "./ranges.js"

/** Records of one part, one line of JSON each, with the positions where each begins and where the next one does. */
export interface Records {
  kind: "records"
  part: string
  lines: Lines
  /** Ascending; one longer than `lines`: record i takes positions[i] up to, but not with, positions[i + 1]. */
  positions: ArrayLike<number>
  /** Parts of which there is more to read now: no window by time is over before they have come as far. Absent: none holds others up. */
  behind?: ReadonlySet<string>
}

/** A window as sources know it. */
export interface WindowRanges {
  id: string
  ranges: readonly OffsetRange[]
}

/** Nothing came for a while. */
export interface Idle {
  kind: "idle"
}

/** Parts went to another reader, or came back: what was read and not committed will be read again, here or there. */
export interface Reset {
  kind: "reset"
}

/** What a source passes over, where it found nothing to read. */
export interface Unread {
  /** Files, links, which are not followed, and folders; at least one, in the order of their names. `mark`: "/", " (a link)" or nothing. */
  entries: readonly { name: string; mark: string }[]
  /** What the names of files end in that are read, also with .gz after it. */
  endings: readonly string[]
}

export interface StreamSource {
  /** As the user named it. */
  readonly name: string
  /** Whether reading can go on where it ended, in another run. */
  readonly resumes: boolean
  /** What comes, in order within each part. Ends where `once` was asked for and all that was there is read, or when `signal` says so. */
  events(signal: AbortSignal): AsyncIterable<Records | Idle | Reset>
  /** What was passed over, where nothing was ever read beside it; absent: nothing is passed over. */
  unread?: () => Unread | null
  /** Whether what was read is still for us to judge; absent: always. */
  isOurs?: () => boolean
  /**
   * Tells a source that is shared that a window is safe on disk, before it is put in place; false where its records are another reader's to
   * count. Throws where that cannot be known now. Absent: nobody else reads.
   */
  commit?: (window: WindowRanges) => Promise<boolean>
  /** Whether the source was told of this window by a run that ended before it put the window in place. */
  hasCommitted?: (window: WindowRanges) => Promise<boolean>
  close(): Promise<void>
}

/** How a source is to be read. */
export interface Reading {
  /** What need not be read again, as it is known now; a source that is shared adds what others have read. */
  done: () => Ranges
  /** What tells this reader from others of the same source. */
  reader: string
  /** Read what is there and end. */
  once: boolean
  /** What a person should know: files that are gone, brokers that do not answer. */
  warn: (text: string) => void
  environment: Readonly<Record<string, string | undefined>>
}
