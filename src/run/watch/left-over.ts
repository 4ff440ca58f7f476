import type { Windows } from "../../streams/windows.js"
import { plural } from "../../words/format.js"
import { say } from "../say.js"
import type { Watch } from "./judge-window.js"

/** Why records can come into no window, whatever else is read; repeats and records outside the sample are as they should be. */
const unusable = ["malformed", "without_time", "future"] as const
const told = ["late", ...unusable] as const

/** Says what was read and is in no window, so that a stream of which nothing can be read is not silent. */
export class LeftOver {
  /** As many as were said last; they are said again once there are ten times as many. */
  private said = 0

  constructor(
    private readonly windows: Windows,
    private readonly watch: Pick<Watch, "io" | "source" | "mapping">,
  ) {}

  /** Whether something was read, and none of it can come into a window. */
  get isAll(): boolean {
    return this.windows.waiting === 0 && this.count > 0
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
    if (this.isAll && this.count === this.said) return
    this.said = this.count
    for (const why of told) if (uncounted[why] > 0) say(this.watch.io, this.words(why, uncounted[why]))
  }

  private get count(): number {
    const { uncounted } = this.windows
    return unusable.reduce((sum, why) => sum + uncounted[why], 0)
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
