export const measuredFile: string
export function readMeasured(): unknown
export const engineNames: string[]
export function inOrder(a: unknown, b: unknown): number
