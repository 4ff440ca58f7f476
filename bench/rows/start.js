import { driftcheck, node } from "../measure.js"
import { comparison, ofBefore } from "./parquet.js"

const fixture = (name, ending) =>
  ["ref", "cur"].map((side) => new URL(`../../fixtures/data/${name}_${side}.${ending}`, import.meta.url).pathname)
/** Short runs differ more from each other, and cost little. */
const rounds = 15
/** Seconds asked for, and what commit a16af1a took where they were set. */
const small = [
  { name: "penguins", most: 0.3, of: 0.57 },
  { name: "bikeshare", most: 0.5, of: 0.72 },
  { name: "flights", most: 0.8, of: 1.08 },
]

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
    targets: ({ "node -e 0": bare, "driftcheck --help": help, "driftcheck --version": version, ...results }) => [
      { what: "CPU s of --help beyond a bare Node", value: help.cpu - bare.cpu, atMost: 0.1 },
      { what: "CPU s of --version beyond a bare Node", value: version.cpu - bare.cpu, atMost: 0.1 },
      ...small.flatMap(({ name, most, of }) => [
        { what: `wall s of the ${name} comparison`, value: results[`driftcheck compares ${name}`].wall, atMost: most },
        ...ofBefore(results, `driftcheck compares ${name}`, most / of, "wall"),
      ]),
    ],
  },
]
