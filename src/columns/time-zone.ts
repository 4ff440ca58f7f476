/** The time zone of a column of times by its storage type: "timestamp[us, tz=Europe/Berlin]"; null where it states none. */
export const timeZoneOf = (storageType: string): string | null => /tz=([\w/+-]+)\]/.exec(storageType)?.[1] ?? null
