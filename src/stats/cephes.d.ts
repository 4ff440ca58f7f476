/** The part of cephes that special.ts uses; its own types are not found through its `exports`. */
declare module "cephes" {
  const cephes: {
    /** Fulfilled once the functions may be called. */
    compiled: Promise<void>
    igamc(shape: number, x: number): number
    chdtri(dof: number, tail: number): number
    erfc(x: number): number
    ndtri(share: number): number
    incbet(a: number, b: number, x: number): number
    lgam(x: number): number
    kolmogorov(x: number): number
  }
  export default cephes
}
