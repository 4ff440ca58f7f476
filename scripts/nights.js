// npm run nights -- FILE [--timestamp C]: how often the verdict says drift on unchanged nights of a file with times, how often where
// something was done to them, and which checks fail. Each night is held to the 30 and the 90 days before it.
import { compareDatasets } from "../dist/compare/compare.js"
