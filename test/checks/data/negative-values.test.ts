import { testCheck } from "../test-check.js"

testCheck("negative-values", [
  {
    name: "some negative",
    reference: { negative: 0 },
    current: { negative: 30, min: -4 },
    expect: { status: "warn", value: 0.03 },
  },
  {
    name: "many negative",
    reference: { negative: 0 },
    current: { negative: 300, min: -4 },
    expect: { status: "fail", value: 0.3 },
  },
  {
    name: "many negative, as the scale goes on below zero (dew points of New York on 24 November 2013)",
    reference: { negative: 0, min: 5, std: 13.2 },
    current: { negative: 218, min: -7.96 },
    expect: { status: "warn", value: 0.218, fail_limit: null },
  },
  {
    name: "a sentinel below ages",
    reference: { negative: 0, min: 18, std: 12 },
    current: { negative: 300, min: -1 },
    expect: { status: "fail", value: 0.3 },
  },
  {
    name: "a turned sign of prices",
    reference: { negative: 0, min: 0.01, std: 50 },
    current: { negative: 300, min: -30 },
    expect: { status: "fail", value: 0.3 },
  },
  {
    name: "few enough for chance",
    reference: { negative: 0 },
    current: { negative: 10, min: -4 },
    expect: { status: "pass", value: 0.01 },
  },
  {
    name: "negative before",
    reference: { negative: 1 },
    current: { negative: 900 },
    expect: { status: "not_applicable", value: null },
  },
  {
    name: "no longer negative",
    reference: { negative: 9 },
    current: { negative: 0 },
    expect: { status: "not_applicable", value: null },
  },
])
