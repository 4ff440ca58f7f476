/** Where records come from: a pipe, files, Kafka. Each is behind this interface. */

/** Records of one part, one line of JSON each, with the positions where each begins and where the next one does. */
export interface Records {
  kind: "records"
  part: string
  lines: readonly string[]
  /** Ascending; one longer than `lines`: record i takes positions[i] up to, but not with, positions[i + 1]. */
  positions: ArrayLike<number>
}

/** Nothing came for a while. */
export interface Idle {
  kind: "idle"
}

/** Parts went to another reader, or came back: what was read and not committed will be read again, here or there. */
export interface Reset {
  kind: "reset"
}

export interface StreamSource {
  /** As the user named it. */
  readonly name: string
  /** Whether reading can go on where it ended, in another run. */
  readonly resumes: boolean
  /** What comes, in order within each part. Ends where `once` was asked for and all that was there is read, or when `signal` says so. */
  events(signal: AbortSignal): AsyncIterable<Records | Idle | Reset>
  /** Whether what was read is still for us to judge; absent: always. */
  isOurs?: () => boolean
  /** Tells the source up to where everything is safe on disk; positions by part. Does nothing where a source keeps none. */
  commit(positions: ReadonlyMap<string, number>): Promise<void>
  close(): Promise<void>
}

/** How a source is to be read. */
export interface Reading {
  /** Where to go on, by part, as it is known now; a part that is absent begins at its start. */
  from: () => ReadonlyMap<string, number>
  /** What tells this reader from others of the same source: the folder that it writes to, absolute. */
  key: string
  /** Read what is there and end. */
  once: boolean
  /** What a person should know: files that are gone, brokers that do not answer. */
  warn: (text: string) => void
  environment: Readonly<Record<string, string | undefined>>
}
