import { outputPath, pairOf, sizeOf } from "../data.js"
import { driftcheck } from "../measure.js"

const kinds = ["numbers", "mixed"]
const nameOf = (kind) => `driftcheck profiles ${kind}`
const fileOf = (kind) => outputPath(`${kind}.profile.json`)

export default [
  {
    id: "profile",
    title: "Profiles of 1M × 20: the tables “numbers” and “mixed” above",
    make: () =>
      Object.fromEntries(
        kinds.map((kind) => {
          const [reference] = pairOf(kind, 1_000_000, 20)
          return [nameOf(kind), driftcheck("profile", reference, "--output", fileOf(kind))]
        }),
      ),
    targets: () =>
      kinds.map((kind) => ({
        what: `KB of the profile of ${kind}`,
        value: sizeOf(fileOf(kind)) / 1000,
        below: 500,
      })),
  },
]
