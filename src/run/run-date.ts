import type { Io } from "./io.js"

/** The world with a clock that begins at this instant; as it is where nothing is said. */
export function dated(io: Io, instant: unknown): Io {
  if (typeof instant !== "string") return io
  let began: number | null = null
  const passed = () => {
    const now = io.now().getTime()
    began ??= now
    return now - began
  }
  return { ...io, now: () => new Date(Date.parse(instant) + passed()) }
}
