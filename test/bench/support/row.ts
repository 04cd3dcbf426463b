/** One measured figure. Lower is better; a value over its limit fails the run. */
export interface Row {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  readonly limit?: number;
}

/** Rounded for printing. */
export function rounded(value: number, digits = 0): number {
  return Number(value.toFixed(digits));
}

/** How many times as much; the limit is compared with the rounded value that is printed. */
export function ratio(name: string, value: number, of: number, limit?: number): Row {
  const row = { name, value: rounded(value / of, 3), unit: 'x' };
  return limit === undefined ? row : { ...row, limit };
}
