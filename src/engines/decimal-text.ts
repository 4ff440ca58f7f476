/** A decimal as files are read: "12.50" → "12.5", "3.00" → "3", "-0.00" → "0". */
export function canonicalDecimal(text: string): string {
  const short = text.includes(".") ? text.replace(/0+$/, "").replace(/\.$/, "") : text
  const whole = short.replace(/^(-?)\./, "$10.")
  return whole === "-0" ? "0" : whole
}
