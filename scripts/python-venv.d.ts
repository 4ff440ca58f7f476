export function pythonVenv(): string | null
