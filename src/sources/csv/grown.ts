type Growing = Uint8Array | Int32Array | Float64Array | BigInt64Array

/** A copy of a typed array at twice its length; the new half is zero. */
export function grown<T extends Growing>(values: T): T {
  const larger = new (values.constructor as new (length: number) => T)(2 * values.length)
  larger.set(values as never)
  return larger
}

/** The first `length` values of an array that was grown on demand; those past its end are zero. */
export function filled<T extends Growing>(values: T, length: number): T {
  let enough = values
  while (enough.length < length) enough = grown(enough)
  return enough.subarray(0, length) as T
}
