const SCALE = 12;

/** Sum of two decimal strings in USD, exact to 10^-12. @throws RangeError for anything that is no plain decimal */
export function addMoney(a: string, b: string): string {
  if (b === '0') return a;
  if (a === '0') return b;
  return format(parse(a) + parse(b));
}
/** `a - b`, exact as `addMoney`. @throws RangeError for anything that is no plain decimal */
export function subtractMoney(a: string, b: string): string {
  return b === '0' ? a : format(parse(a) - parse(b));
}
/** Below 0 where `a` is less than `b`, 0 where they are the same amount (`1.50` and `1.5`). @throws RangeError for anything that is no plain decimal */
export function compareMoney(a: string, b: string): number {
  const difference = parse(a) - parse(b);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}
/** Whether the text is an amount of money as people and models may write it: a plain decimal that is not negative, with at most 12 places. */
export const isAmountOfMoney = (text: string): boolean => /^\d{1,15}(\.\d{1,12})?$/.test(text);

function parse(text: string): bigint {
  const match = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text);
  if (!match) throw new RangeError(`not a decimal amount: ${text}`);
  const units = BigInt(match[2] + (match[3] ?? '').padEnd(SCALE, '0').slice(0, SCALE));
  return match[1] ? -units : units;
}
function format(units: bigint): string {
  const digits = (units < 0n ? -units : units).toString().padStart(SCALE + 1, '0');
  const fraction = digits.slice(-SCALE).replace(/0+$/, '');
  return `${units < 0n ? '-' : ''}${digits.slice(0, -SCALE)}${fraction ? `.${fraction}` : ''}`;
}
