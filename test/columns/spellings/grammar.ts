import { below, oneOf, type Random } from "../../helpers/random.js"

/**
 * The grammar that the recognisers are held to, as a generator: each rule gives a text and what it means.
 *
 *   number   = [space] ( signed | "(" plain ")" | plain minus ) [space]
 *   signed   = [sign] [unit-before] plain [unit-after]
 *   plain    = whole [mark decimals] [exponent]
 *   whole    = digits | group { separator group }         groups of three after the first
 *   mark     = "." | ","                                   separator differs from it
 *   date     = ymd | dmy | mdy | named | compact           fields with or without leading zeros
 *   moment   = date [ ("T" | " " | ", ") time [zone] ]
 *   time     = hour ":" minute [ ":" second [ "." fraction ] ] [ " " ("AM" | "PM") ]
 */
export interface Spelt {
  text: string
  value: number
}

export interface NumberStyle {
  mark: "." | ","
  separator: string
  before: string
  after: string
}

const spaces = ["\u00a0", "\u202f", "\u2009", " "]
export const numberStyles: readonly NumberStyle[] = [
  ...["", ",", "'", "’", ...spaces].map((separator) => ({ mark: "." as const, separator, before: "", after: "" })),
  ...["", ".", "'", ...spaces].map((separator) => ({ mark: "," as const, separator, before: "", after: "" })),
  ...["$", "€", "£", "US$", "R$", "CHF ", "USD "].map((before) => ({
    mark: "." as const,
    separator: ",",
    before,
    after: "",
  })),
  ...["%", " %", " €", " kg", "km/h", "°C", " m²", " USD"].map((after) => ({
    ...{ mark: "," as const, separator: ".", before: "", after },
  })),
]

/** A number with `digits` at most before the mark; its value is exact in a double. */
export function spellNumber(next: Random, { mark, separator, before, after }: NumberStyle, digits = 7): Spelt {
  const whole = String(below(next, 10 ** (1 + below(next, digits))))
  const decimals =
    next() < 0.7
      ? String(below(next, 1000))
          .padStart(3, "0")
          .slice(0, 1 + below(next, 2))
      : ""
  const grouped = separator === "" ? whole : whole.replace(/\B(?=(\d{3})+$)/g, separator)
  const plain = `${grouped}${decimals === "" ? "" : mark}${decimals}`
  const size = Number(`${whole}.${decimals === "" ? "0" : decimals}`)
  const negative = next() < 0.3
  const body = `${before}${plain}${after}`
  if (!negative) return { text: oneOf(next, [body, body, ` ${body} `]), value: size }
  const shown = [`-${body}`, `\u2212${body}`, `(${body})`, `${before}-${plain}${after}`]
  return { text: oneOf(next, after === "" && before === "" ? [...shown, `${body}-`] : shown), value: -size }
}

export type DateStyle = "ymd" | "dmy" | "mdy" | "named-dmy" | "named-mdy" | "compact"
export const dateStyles: readonly DateStyle[] = ["ymd", "dmy", "mdy", "named-dmy", "named-mdy", "compact"]
const months = "January February March April May June July August September October November December".split(" ")
const twoDigits = (value: number) => String(value).padStart(2, "0")

export interface MomentStyle {
  date: DateStyle
  separator: string
  padded: boolean
  time: "none" | "minutes" | "seconds" | "micros" | "half"
  zone: string
}

/** A style drawn at random; all texts of a column share it. */
export function drawMomentStyle(next: Random): MomentStyle {
  const date = oneOf(next, dateStyles)
  const time = oneOf(next, ["none", "minutes", "seconds", "micros", "half"] as const)
  return {
    date,
    separator: oneOf(next, date === "ymd" ? ["-", "/", "."] : ["/", "-"]),
    padded: next() < 0.5,
    time: date === "compact" ? "none" : time,
    zone:
      time === "none" || time === "half" || date === "compact"
        ? ""
        : oneOf(next, ["", "Z", " UTC", "+02:00", " -0530", " EST"]),
  }
}

const ahead: Record<string, number> = { "+02:00": 120, " -0530": -330, " EST": -300 }

/** A moment of 1971 to 2060, in milliseconds since 1970 UTC. */
export function spellMoment(next: Random, style: MomentStyle): Spelt {
  const [year, month, day] = [1971 + below(next, 90), 1 + below(next, 12), 1 + below(next, 28)]
  const [hour, minute, second, micro] = [below(next, 24), below(next, 60), below(next, 60), below(next, 1_000_000)]
  const field = (value: number) => (style.padded ? twoDigits(value) : String(value))
  const s = style.separator
  const name = months[month - 1]
  const dates: Record<DateStyle, string> = {
    ymd: [year, field(month), field(day)].join(s),
    dmy: [field(day), field(month), year].join(s),
    mdy: [field(month), field(day), year].join(s),
    "named-dmy": `${field(day)}${oneOf(next, [" ", "-"])}${oneOf(next, [name, name.slice(0, 3)])}${oneOf(next, [" ", "-"])}${year}`,
    "named-mdy": `${oneOf(next, [name, name.slice(0, 3)])} ${day}, ${year}`,
    compact: `${year}${twoDigits(month)}${twoDigits(day)}`,
  }
  const clock = { none: "", minutes: "", seconds: `:${twoDigits(second)}`, half: `:${twoDigits(second)}` }
  const hours = `${twoDigits(hour)}:${twoDigits(minute)}`
  const half = `${String(hour % 12 === 0 ? 12 : hour % 12)}:${twoDigits(minute)}${clock.half} ${hour < 12 ? "AM" : "PM"}`
  const times = {
    none: "",
    minutes: ` ${hours}`,
    seconds: `${style.date === "ymd" ? "T" : " "}${hours}${clock.seconds}`,
    micros: ` ${hours}:${twoDigits(second)}.${String(micro).padStart(6, "0")}`,
    half: ` ${half}`,
  }
  const [withTime, withSeconds] = [style.time !== "none", !["none", "minutes"].includes(style.time)]
  const ms =
    Date.UTC(year, month - 1, day, withTime ? hour : 0, withTime ? minute : 0, withSeconds ? second : 0) +
    (style.time === "micros" ? micro / 1000 : 0) -
    (ahead[style.zone] ?? 0) * 60_000
  return { text: `${dates[style.date]}${times[style.time]}${style.zone}`, value: ms }
}
