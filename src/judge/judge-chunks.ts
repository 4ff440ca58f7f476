/** Whether the model got worse in more chunks than chance brings. */
import type { ChunkedFigure } from "../model.js"
import { chanceBeyond } from "../stats/chance-beyond.js"

/** Less likely than this over all figures together is more than chance. */
const sure = 0.01

type Measured = Omit<ChunkedFigure, "worse" | "chance" | "surely_worse">

/** The figures judged; `reference`: the chunks that their limits are made of, `reach`: standard deviations to these. */
export function judgeChunks(
  figures: readonly Measured[],
  { reference, reach }: { reference: number; reach: number },
): ChunkedFigure[] {
  return figures.map((figure) => {
    const values = figure.values.map(({ realised, estimated }) => realised ?? estimated)
    const isBeyond = worseThan(figure)
    const worse = isBeyond === null ? [] : values.flatMap((value, i) => (value !== null && isBeyond(value) ? [i] : []))
    const known = values.filter((value) => value !== null).length
    const own = isBeyond === null ? null : chanceBeyond({ found: worse.length, values: known, known: reference, reach })
    const chance = own === null ? null : Math.min(1, figures.length * own)
    return { ...figure, worse, chance, surely_worse: chance !== null && chance < sure }
  })
}

/** Whether a value is beyond the limit on the side that is worse; null where there is none. */
function worseThan({ better, low_limit: low, high_limit: high }: Measured): ((value: number) => boolean) | null {
  if (better === "higher" && low !== null) return (value) => value < low
  return better === "lower" && high !== null ? (value) => value > high : null
}
