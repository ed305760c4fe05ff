/** Amounts stay text on their way to the API: a JSON number would round them. */

const SCALE = 10_000n;
const DECIMAL = /^(\d{1,14})(?:\.(\d{0,4})\d*)?$/;

/** In ten-thousandths, which is as exact as a quantity is kept; null for what is no amount. */
export function asUnits(text: string): bigint | null {
  const found = DECIMAL.exec(text.trim());
  if (!found) return null;
  return BigInt(found[1] ?? "0") * SCALE + BigInt((found[2] ?? "").padEnd(4, "0"));
}

export function fromUnits(units: bigint): string {
  const sign = units < 0n ? "-" : "";
  const size = units < 0n ? -units : units;
  const rest = (size % SCALE).toString().padStart(4, "0").replace(/0+$/, "");
  return `${sign}${size / SCALE}${rest ? `.${rest}` : ""}`;
}

export function isPositive(text: string): boolean {
  const units = asUnits(text);
  return units !== null && units > 0n;
}

/** Whether something that may be left out is an amount where it is not. */
export function isAmountOrEmpty(text: string): boolean {
  return text.trim() === "" || asUnits(text) !== null;
}
