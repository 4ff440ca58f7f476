import { safeScale } from "./safe-scale.js"

/** How many values there are, their mean and the squares of their distances from it, in scaled units: a value times `scale`. */
export interface Moments {
  n: number
  scale: number
  mean: number
  squares: number
}

/** Mean and squares of finite values that come one by one, good to about 1e-13 of them. Source: Welford (1962), Technometrics 4:419-420. */
export class RunningMoments implements Moments {
  n = 0
  scale = 1
  mean = 0
  squares = 0
  private largest = 0

  add(value: number): void {
    const size = Math.abs(value)
    if (size > this.largest) this.makeRoom(size)
    const scaled = value * this.scale
    const distance = scaled - this.mean
    this.n++
    this.mean += distance / this.n
    this.squares += distance * (scaled - this.mean)
  }

  /** Values whose squares no double holds are scaled down, with all before them. */
  private makeRoom(size: number): void {
    this.largest = size
    const scale = Math.min(this.scale, safeScale(size))
    const change = scale / this.scale
    this.mean *= change
    this.squares *= change * change
    this.scale = scale
  }
}
