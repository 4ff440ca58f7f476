/** Which columns are compared, what they are, and what holds for single ones. */
import type { InferOutput } from "valibot"
import { columnTypes, roleTable, type NamedRole, type RoleRow } from "../../model.js"
import type { Frozen, Setting, Settings } from "../setting.js"
import { aboveZero, key, names, oneOrMore, share, takes, text, type Valibot } from "../takes.js"
import { camelFields, list, mapValues, type Camel } from "../values.js"

/** A row for each role of the table of roles; it names the columns that have it. */
type RoleSettings = {
  [R in NamedRole]: Setting & {
    takes: (typeof roleTable)[R]["several"] extends true ? typeof oneOrMore : typeof text
    role: true
    namesColumns: true
  }
}

function roleSettings(): RoleSettings {
  const rows = Object.entries<RoleRow>(roleTable).map(([role, { help, several }]) => [
    role,
    {
      takes: several ? oneOrMore : text,
      flag: `--${role.replaceAll("_", "-")} <name>`,
      help,
      about: `The ${help}`,
      role: true,
      namesColumns: true,
    },
  ])
  return Object.fromEntries(rows) as RoleSettings
}

export const columns = {
  include: {
    takes: names,
    flag: "--columns <a,b>",
    help: "compare only these (a comma in a name: \\,)",
    about: "Compare only these columns: names or patterns (default: all)",
    field: "columns",
    namesColumns: true,
  },
  exclude: {
    takes: names,
    flag: "--exclude <a,b>",
    help: "leave these out",
    about: "Leave these columns out: names or patterns",
    default: [],
    field: "exclude",
    namesColumns: true,
  },
  ...roleSettings(),
  key: {
    takes: oneOrMore,
    flag: "--key <a,b>",
    help: "columns that together name a row",
    about: "The columns that together name a row",
    field: "key",
    as: list,
    namesColumns: true,
  },
  columns: {
    takes: takes((v) => v.map(v.string(), column(v)), { mapping: "names" }),
    about: "What holds for single columns, by name or pattern",
    field: "perColumn",
    as: perColumn,
  },
} as const satisfies Settings

/** What may be said of one column; a key of the configuration is a field of ColumnOptions (`only_in`: `onlyIn`). */
function column(v: Valibot) {
  const finite = v.pipe(v.number(), v.finite())
  return v.strictObject({
    type: key(v, v.picklist(columnTypes), "The column's type, where the one found is not the one meant."),
    decimal: key(
      v,
      v.picklist([".", ","]),
      "The decimal mark of the column's numbers, where its values leave it open.",
    ),
    format: key(
      v,
      v.string(),
      'How the column\'s dates are written, as strptime has it: `"%d/%m/%Y %H:%M"`, where the values leave it open.',
    ),
    method: key(v, v.string(), "The method that judges this column instead of the policy."),
    threshold: key(v, aboveZero.schema(v), "The threshold of that method (default: the method's own)."),
    critical: key(v, v.boolean(), "Whether drift of this column alone fails the run, with `critical` in `fail_on`.", {
      default: false,
    }),
    accept_until: key(
      v,
      v.pipe(v.string(), v.regex(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/)),
      "The last day (UTC, by the run's date) on which drift of this column is accepted: until then it is in no share, fails nothing and its checks only warn.",
    ),
    why: key(v, v.string(), "Why it is accepted; shown wherever the column is."),
    owner: key(v, v.string(), "Who accepted it, or looks after it; shown likewise."),
    weight: key(
      v,
      v.pipe(v.number(), v.finite(), v.minValue(0)),
      "How much the column counts in the weighted drift share, which is shown beside the plain one.",
      { default: 1 },
    ),
    private: key(
      v,
      v.boolean(),
      "Whether no output may show the column's values: categories are called `value 1`, `value 2` …, and smallest and largest values, quantiles, curves and examples are left out. Means, deviations, counts and shares stay.",
      { default: false },
    ),
    only_in: key(
      v,
      v.picklist(["reference", "current"]),
      "The one side that is expected to have the column, such as a label that only training data has: its absence from the other side is no finding.",
    ),
    required: key(v, v.boolean(), "`driftcheck check`: whether the column must be there.", { default: false }),
    min: key(v, finite, "`driftcheck check`: the smallest value allowed."),
    max: key(v, finite, "`driftcheck check`: the largest value allowed."),
    values: key(v, v.array(v.union([v.string(), finite, v.boolean()])), "`driftcheck check`: the values allowed."),
    unique: key(v, v.boolean(), "`driftcheck check`: whether every value may occur only once.", { default: false }),
    pattern: key(v, v.string(), "`driftcheck check`: a regular expression (RE2) that every whole text matches."),
    allowed: key(
      v,
      share.schema(v),
      "`driftcheck check`: the share of rows that may break `min`, `max`, `values` or `pattern`.",
      { default: 0 },
    ),
    severity: key(
      v,
      v.picklist(["warn", "fail"]),
      "`driftcheck check`: what more than that means; `init` writes `warn` for what it guessed from one file.",
      { default: "fail" },
    ),
    max_missing: key(v, share.schema(v), "`driftcheck check`: the largest share of missing values allowed."),
  })
}

export type ColumnConfig = InferOutput<ReturnType<typeof column>>

/** What a user may say of one column, as the configuration spells it but in camel case. */
export type ColumnOptions = { [K in keyof ColumnConfig as Camel<K>]?: Frozen<Exclude<ColumnConfig[K], undefined>> }

function perColumn(columns: ReadonlyMap<string, ColumnConfig> = new Map()): ReadonlyMap<string, ColumnOptions> {
  return mapValues(columns, camelFields)
}

export type Side = NonNullable<ColumnConfig["only_in"]>
