import { expect, it } from "vitest"
import repeatedDelivery from "../../../src/checks/data/repeated-delivery.js"
import { base, summaryOf } from "../../helpers/sample-columns.js"
import { inputOf } from "../test-check.js"

const side = (content_hash: string | null) => summaryOf({ rows: 100, distinct: 50, sum: 5, content_hash })
const same = base("a", { reference: side("1"), current: side("1") })
const unread = base("b", { reference: side(null), current: side(null) })

it("equal columns are the reference again", () => {
  expect(repeatedDelivery.check(inputOf([same]))).toMatchObject([{ value: 1 }])
})

it("nothing is claimed of a column that is not compared", () => {
  expect(repeatedDelivery.check(inputOf([same, unread]))).toMatchObject([
    {
      value: 0,
      message: "What is compared (1 column) holds the reference's values in the same rows; of 1 it is not known",
    },
  ])
})
