import { driftcheck, node } from "../measure.js"
import { comparison } from "./parquet.js"

const flights = ["ref", "cur"].map(
  (side) => new URL(`../../fixtures/data/flights_${side}.parquet`, import.meta.url).pathname,
)
/** Short runs differ more from each other, and cost little. */
const rounds = 15

export default [
  {
    id: "start",
    title: "Start-up, and a small comparison (flights, 10,000 + 10,000 rows × 21)",
    make: () => ({
      "node -e 0": { ...node("-e", "0"), rounds },
      "driftcheck --help": { ...driftcheck("--help"), rounds },
      "driftcheck --version": { ...driftcheck("--version"), rounds },
      "driftcheck compares flights": { ...comparison("flights", flights), rounds },
    }),
    targets: ({
      "node -e 0": bare,
      "driftcheck --help": help,
      "driftcheck --version": version,
      "driftcheck compares flights": small,
    }) => [
      { what: "CPU s of --help beyond a bare Node", value: help.cpu - bare.cpu, atMost: 0.1 },
      { what: "CPU s of --version beyond a bare Node", value: version.cpu - bare.cpu, atMost: 0.1 },
      { what: "wall s of the flights comparison", value: small.wall, below: 1 },
    ],
  },
]
