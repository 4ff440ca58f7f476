import { driftcheck, node } from "../measure.js"
import { comparison } from "./parquet.js"

const fixture = (name, ending) =>
  ["ref", "cur"].map((side) => new URL(`../../fixtures/data/${name}_${side}.${ending}`, import.meta.url).pathname)
/** Short runs differ more from each other, and cost little. */
const rounds = 15

export default [
  {
    id: "start",
    title: "Start-up, and small comparisons (penguins 230 rows × 17, bikeshare 8,689 × 15, flights 20,000 × 21)",
    make: () => ({
      "node -e 0": { ...node("-e", "0"), rounds },
      "driftcheck --help": { ...driftcheck("--help"), rounds },
      "driftcheck --version": { ...driftcheck("--version"), rounds },
      "driftcheck compares penguins": { ...comparison("penguins", fixture("penguins", "csv")), rounds },
      "driftcheck compares bikeshare": { ...comparison("bikeshare", fixture("bikeshare", "parquet")), rounds },
      "driftcheck compares flights": { ...comparison("flights", fixture("flights", "parquet")), rounds },
    }),
    targets: ({
      "node -e 0": bare,
      "driftcheck --help": help,
      "driftcheck --version": version,
      "driftcheck compares penguins": penguins,
      "driftcheck compares bikeshare": bikeshare,
      "driftcheck compares flights": flights,
    }) => [
      { what: "CPU s of --help beyond a bare Node", value: help.cpu - bare.cpu, atMost: 0.1 },
      { what: "CPU s of --version beyond a bare Node", value: version.cpu - bare.cpu, atMost: 0.1 },
      { what: "wall s of the penguins comparison", value: penguins.wall, atMost: 0.3 },
      { what: "wall s of the bikeshare comparison", value: bikeshare.wall, atMost: 0.5 },
      { what: "wall s of the flights comparison", value: flights.wall, atMost: 0.8 },
    ],
  },
]
