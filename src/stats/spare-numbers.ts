/** Room for the largest array asked for so far; used again, because a new one each time is as dear as a pass over it. */
let room = new ArrayBuffer(0)

/** Memory for so many numbers, holding anything; valid until the next call, whoever makes it. */
export function spareNumbers(length: number): ArrayBuffer {
  if (room.byteLength < 8 * length) room = new ArrayBuffer(8 * length)
  return room
}
