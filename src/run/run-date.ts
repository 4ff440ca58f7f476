import type { Io } from "./io.js"

/** The world with a clock that begins at this instant; as it is where nothing is said. */
export function dated(io: Io, instant: unknown): Io {
  if (typeof instant !== "string") return io
  const first = new Date(instant)
  let began = io.began?.getTime() ?? null
  const passed = () => {
    const now = io.now().getTime()
    began ??= now
    return now - began
  }
  return { ...io, began: io.began && first, now: () => new Date(first.getTime() + passed()) }
}
