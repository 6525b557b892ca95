const SCALE = 12;

/** Sum of two decimal strings in USD, exact to 10^-12. @throws RangeError for anything that is no plain decimal */
export function addMoney(a: string, b: string): string {
  if (b === '0') return a;
  if (a === '0') return b;
  return format(parse(a) + parse(b));
}
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
