// The shares of runs, in %, that the rule was asked to find: a simulation of it by other code and other draws (scipy), from before it
// was built. null: nothing was measured there, or nothing is asked.

/** Among fifty columns: p-values weighed 0.8 and 0.2; at 10,000 / 10,000 one half each, where the others were not simulated. */
const amongFifty = {
  sizes: { "200/200": 150, "1000/1000": 60, "20000/500": 30, "10000/10000": 30 },
  found: {
    "shift 0.1 sd": [0, 7, 7, 47],
    "shift 0.2 sd": [3, 73, 47, 100],
    "shift 0.5 sd": [86, 100, 100, 100],
    "spread × 1.2": [0, 22, 43, 100],
    "spread × 1.5": [9, 100, 100, 100],
    "5 % at one value, 20 sd": [0, 55, 100, 100],
    "2 % at 20 sd": [0, 12, 3, 100],
    "5 % at 4 sd": [1, 60, 83, 100],
    "upper 5 % doubled (log-normal)": [0, 90, 20, 100],
    "bimodal, mean and sd kept": [16, 100, 100, 100],
    "log-normal sd 3, × 3": [44, 100, 100, 100],
    "Cauchy + 0.5": [29, 100, 100, 100],
    "−999 in 1 %, shift 0.5 sd": [74, 100, 100, 100],
    "one reference value 1e4 sd, shift 0.5": [77, 100, 100, 100],
    "sd 1e-5, shift 0.5 sd": [82, 100, 100, 100],
    // Clipping gives up what the ladder of tests finds at 10,000 rows (90): there the simulation of the clipped rule holds.
    "95 % zeros, the rest × 2": [0, 0, 0, null],
  },
}

/** Alone with p below 0.001, by the rule as it is. */
const alone = {
  sizes: { "1000/1000": 60, "20000/500": 30, "10000/10000": 24, "200000/200000": 4 },
  found: {
    "shift 0.1 sd": [10, 3, 54, 50],
    "shift 0.2 sd": [56, 70, 100, 100],
    "spread × 1.2": [21, 46, 100, 100],
    "5 % at one value, 20 sd": [43, 83, 100, 100],
    "2 % at 20 sd": [15, 10, 100, 100],
    "5 % at 4 sd": [55, 100, 100, 100],
    "upper 5 % doubled (log-normal)": [83, 26, 100, 100],
    "log-normal sd 3, × 3": [100, 100, 100, 100],
    "Cauchy + 0.5": [100, 100, 100, 100],
    "−999 in 1 %, shift 0.5 sd": [100, 100, 100, 100],
    "−999 in 5 %, shift 0.5 sd": [100, 100, 100, 100],
    "one reference value 1e4 sd, shift 0.5": [100, 100, 100, 100],
    "sd 1e-5, shift 0.5 sd": [100, 100, 100, 100],
    "95 % zeros, the rest × 2": [0, 0, 29, 0],
  },
}

/** A trifle is asked to stay unmarked. */
const trifles = {
  sizes: alone.sizes,
  found: {
    "log-normal sd 3, × 1.05 (a trifle)": [0, 0, 0, 0],
    "Cauchy + 0.05 (a trifle)": [1, 0, 0, 0],
    "zeros 75.0 → 74.5 % (a trifle)": [0, 0, 0, 0],
    "zeros 80 → 78 % (a trifle)": [0, 0, 0, 0],
  },
}

const listed = ({ sizes, found }, how, most) =>
  Object.entries(found).flatMap(([change, shares]) =>
    Object.entries(sizes).flatMap(([size, runs], i) =>
      shares[i] === null ? [] : [{ change, size, how, runs, asked: shares[i] / 100, most }],
    ),
  )

export const targets = [
  ...listed(amongFifty, "fifty", false),
  ...listed(alone, "alone", false),
  ...listed(trifles, "alone", true),
]

/**
 * Each cell that was asked for beside what was counted: by how many standard errors of their difference (two shares, pooled) it is
 * better (worse: negative). `strictly`: the same in standard errors of the asked share alone, null where that has none.
 */
export function heldToTargets(figures) {
  return targets.flatMap((target) => {
    const scene = figures[`power ${target.size}`]
    if (scene === undefined) return []
    const share = scene.found[target.change].now[target.how] / scene.runs
    const better = target.most ? target.asked - share : share - target.asked
    const pooled = (share * scene.runs + target.asked * target.runs) / (scene.runs + target.runs)
    const error = Math.sqrt(pooled * (1 - pooled) * (1 / scene.runs + 1 / target.runs))
    const own = Math.sqrt((target.asked * (1 - target.asked)) / target.runs)
    return [
      {
        ...target,
        share,
        counted: scene.runs,
        errors: better === 0 ? 0 : better / error,
        strictly: own === 0 ? null : better / own,
      },
    ]
  })
}
