import { resolve } from "node:path"
import type { StreamSource, Unread } from "../../streams/source.js"
import type { Windows } from "../../streams/windows.js"
import { count, plural } from "../../words/format.js"
import { say } from "../say.js"
import type { Watch } from "./judge-window.js"

/** Why records can come into no window, whatever else is read. */
const unusable = ["malformed", "without_time", "future"] as const
/** Why records that could are left out: where there are some, the stream can be read. */
const usable = ["duplicates", "late", "not_sampled"] as const
const told = ["late", ...unusable] as const

/** So many names of what is passed over are said. */
const mostNames = 5

/** Says what was read and is in no window, so that a stream of which nothing can be read is not silent. */
export class LeftOver {
  /** As many as were said last; they are said again once there are ten times as many. */
  private said = 0
  private isUnreadSaid = false

  constructor(
    private readonly windows: Windows,
    private readonly open: Pick<StreamSource, "unread">,
    private readonly watch: Pick<Watch, "io" | "source" | "mapping" | "path" | "folder" | "config" | "given">,
  ) {}

  /** Whether something is there, and none of it can come into a window. */
  get isAll(): boolean {
    return this.windows.waiting === 0 && !this.hasUsable && (this.count > 0 || this.unread !== null)
  }

  /** Whether records were left out that a window could have taken: repeats, late ones, and those outside the sample. */
  get hasUsable(): boolean {
    return this.sumOf(usable) > 0
  }

  /** While records are read: where there are none but unusable ones. */
  sayMeanwhile(): void {
    const { count } = this
    if (count < this.said) this.said = 0 // A window was closed, and says so.
    if (this.isAll && count >= 10 * this.said) this.sayAll()
  }

  /** When reading has ended: what was not said yet. */
  sayAll(): void {
    const { uncounted } = this.windows
    this.sayUnread()
    if (this.isAll && this.count === this.said) return
    this.said = this.count
    for (const why of told) if (uncounted[why] > 0) say(this.watch.io, this.words(why, uncounted[why]))
  }

  /** Without what this command reads or writes itself and may lie in the same folder. */
  private get unread(): Unread | null {
    const { source, path, folder, config, given } = this.watch
    const found = this.open.unread?.() ?? null
    if (found === null) return null
    const { metricsFile } = given.flags
    const named = [path, folder, config, metricsFile].filter((each) => typeof each === "string")
    const own = named.map((each) => resolve(each))
    const entries = found.entries.filter(({ name }) => !own.includes(resolve(source.name, name)))
    return entries.length === 0 ? null : { ...found, entries }
  }

  /** Once: files of other endings stay what they are. */
  private sayUnread(): void {
    const { unread } = this
    if (unread === null || this.isUnreadSaid) return
    this.isUnreadSaid = true
    const { entries, endings } = unread
    const names = entries.map(({ name, mark }) => `${name}${mark}`)
    const rest = names.length - mostNames
    const named = `${names.slice(0, mostNames).join(", ")}${rest > 0 ? ` and ${count(rest)} more` : ""}`
    const read = `${endings.slice(0, -1).join(", ")} and ${endings[endings.length - 1]}`
    say(
      this.watch.io,
      `nothing in ${this.watch.source.name} is read, ${named} ${names.length === 1 ? "is" : "are"} passed over: files of JSON Lines are read whose names end in ${read}, also with .gz after it`,
    )
  }

  private get count(): number {
    return this.sumOf(unusable)
  }

  private sumOf(reasons: readonly (keyof Windows["uncounted"])[]): number {
    const { uncounted } = this.windows
    return reasons.reduce((sum, why) => sum + uncounted[why], 0)
  }

  private words(why: (typeof told)[number], n: number): string {
    const { source, mapping } = this.watch
    const are = n === 1 ? "is" : "are"
    const records = `${plural(n, "record")} of ${source.name}`
    const texts: Record<typeof why, string> = {
      malformed: `${plural(n, "line")} of ${source.name} ${are} no ${n === 1 ? "record" : "records"}: a record is a JSON object on a line`,
      without_time: `${records} ${are} without a time in "${mapping.timestamp}": \`stream: { timestamp: … }\` in the configuration names another field`,
      future: `${records} ${are} more than five minutes ahead of the clock`,
      late: `${records} came when their window was closed`,
    }
    return texts[why]
  }
}
