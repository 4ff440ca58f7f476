/** The real pairs that checks are tried on. */
import { existsSync } from "node:fs"

export const pairs = [
  "flights_*.parquet",
  "bikeshare_*.parquet",
  "carloan_*.parquet",
  "penguins_*.csv",
  "birdstrikes_*.parquet",
  "nodrift_*.parquet",
  "calhousing_delayed_*.parquet",
  "llm_traces_*.parquet",
]
/** Not ours to copy: looked at where it is at hand, and not counted in the table. */
export const besides = existsSync("../shared/data/elec2_ref.parquet") ? ["elec2_*.parquet"] : []
/** What a user would say of the pairs: which columns are to be told, and which tell them. */
export const roles: Record<string, Record<string, "target" | "prediction">> = {
  "bikeshare_*.parquet": { cnt: "target", prediction: "prediction" },
  "carloan_*.parquet": { repaid: "target", y_pred: "prediction", y_pred_proba: "prediction" },
  "calhousing_delayed_*.parquet": { clf_target: "target", y_pred: "prediction", y_pred_proba: "prediction" },
  "birdstrikes_*.parquet": { "Effect Amount of damage": "target" },
  "nodrift_*.parquet": { mdvis: "target" },
  "penguins_*.csv": { Species: "target" },
  "llm_traces_*.parquet": { user_feedback: "target" },
  "elec2_*.parquet": { label: "target", y_pred: "prediction", y_score: "prediction" },
}
