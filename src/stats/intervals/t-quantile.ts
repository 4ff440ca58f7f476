import { tTwoSided } from "../special.js"
import { bisect } from "./bisect.js"

/**
 * How far from 0 a Student variable with `dof` > 0 degrees of freedom (not only whole) lies with probability `tail`, in (0, 1),
 * both sides together: 1.96 for 0.05 and many degrees of freedom. Numbers: fixtures/golden/intervals.json.
 */
export function tQuantile(tail: number, dof: number): number {
  const isBelow = (t: number) => tTwoSided(t, dof) > tail
  let high = 2
  while (isBelow(high) && high < Number.MAX_VALUE / 4) high *= 2
  return bisect(isBelow, 0, high)
}
