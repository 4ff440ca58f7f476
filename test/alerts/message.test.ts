import { expect, test } from "vitest"
import { subjectsInWords } from "../../src/alerts/message.js"
import type { AlertFigure } from "../../src/model.js"

const fact = (name: string, subject: string, more: Partial<AlertFigure> = {}): AlertFigure => ({
  ...{ name, subject, value: 1, reference: null, unit: "count" },
  ...more,
})
const psi = (subject: string, value: number): AlertFigure => ({
  name: "psi",
  subject,
  value,
  reference: null,
  unit: "score",
})

test("a fact says what it is about, and nothing beside a figure", () => {
  const schema = fact("schema_error", "", { detail: "missing-columns: month" })
  expect(subjectsInWords([{ subject: "", figures: [schema] }])).toBe("schema_error (missing-columns: month)")
  expect(subjectsInWords([{ subject: "", figures: [fact("no_answer", "")] }])).toBe("no_answer")
  const columns = ["carrier", "dest"].map((subject) => ({
    subject,
    figures: [psi(subject, 0.31), fact("drifted", subject)],
  }))
  expect(subjectsInWords(columns)).toBe("psi 0.310 in carrier, psi 0.310 in dest")
})
