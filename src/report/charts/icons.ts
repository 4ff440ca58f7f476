import { barDefinitions } from "./score-bar.js"

/** Signs of the states and our mark. Each repeats a word beside it, so readers are spared them. */

const shapes = {
  drift: '<path d="M8 2 15 14H1Z"/><path d="M8 6.5v3.6M8 11.6v.9"/>',
  fail: '<path d="M3.5 3.5l9 9M12.5 3.5l-9 9"/>',
  warn: '<path d="M8 2.5v7.5M8 12.3v1.2"/>',
  ok: '<path d="M3 8.5l3.4 3.5L13 4.5"/>',
  dot: '<path d="M8 8v.01" stroke-width="4"/>',
  none: '<path d="M3.5 8h9"/>',
  nov: '<path d="M5.2 5.6a2.8 2.8 0 1 1 4 2.7c-.8.4-1.2.9-1.2 1.7M8 12.6v.9"/>',
  error: '<path d="M5 1.5h6L14.5 5v6L11 14.5H5L1.5 11V5Z"/><path d="M8 4.8v4M8 10.6v.9"/>',
} as const

export type Icon = keyof typeof shapes

/** All signs and what all score bars share once, for `use`; stands at the top of the page. */
export function iconDefinitions(): string {
  const symbols = Object.entries(shapes).map(
    ([id, shape]) =>
      `<symbol id="i-${id}" viewBox="0 0 16 16" fill="none" stroke="currentColor" stroke-width="1.8" stroke-linecap="round" stroke-linejoin="round">${shape}</symbol>`,
  )
  return `<svg width="0" height="0" aria-hidden="true" class="defs"><defs>${symbols.join("")}${barDefinitions}</defs></svg>`
}

export const icon = (name: Icon, size = 14): string =>
  `<svg class="i" width="${size}" height="${size}" aria-hidden="true"><use href="#i-${name}"/></svg>`

/** Two hills: the grey one stays, the blue one has moved. */
export const logo =
  '<svg class="logo" width="30" height="24" viewBox="0 0 30 24" aria-hidden="true">' +
  '<path class="ra" d="M1 22C7 22 6 4 11 4s4 18 10 18Z" fill="#c9d1da"/>' +
  '<path class="cl" d="M8 22c7 0 6-19 11-19s4 19 10 19" fill="none" stroke="#1d5bd0" stroke-width="2.2" stroke-linecap="round"/></svg>'
