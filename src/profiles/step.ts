const timeSteps = [86_400_000, 3_600_000, 60_000, 1000, 1]
const numberSteps = [1, 0.1, 0.01, 0.001, 0.0001]

/** The largest usual step that all values are whole multiples of: days to milliseconds, or 1 to four decimals; null: none. */
export function stepOf(values: Float64Array, time: boolean): number | null {
  for (const step of time ? timeSteps : numberSteps) if (values.every(isOn(step))) return step
  return null
}

function isOn(step: number): (value: number) => boolean {
  if (step >= 1) return (value) => Number.isSafeInteger(value) && value % step === 0
  const parts = Math.round(1 / step)
  return (value) => Math.abs(value) < 2 ** 40 && Math.round(value * parts) / parts === value
}
