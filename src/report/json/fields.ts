/** The fields of a type in the order they are written: true, or the fields of what the field holds or lists. */
export type Fields<T> = Record<keyof T, Shape>
export type Shape = true | { [field: string]: Shape }
