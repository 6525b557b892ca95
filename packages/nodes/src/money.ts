const SCALE = 12;

/** Whether the decimal amount `a` is above `b`, exact to 10^-12. */
export const isMoreMoney = (a: string, b: string): boolean => units(a) > units(b);

function units(amount: string): bigint {
  const [whole = '0', fraction = ''] = amount.split('.');
  return BigInt(whole + fraction.padEnd(SCALE, '0').slice(0, SCALE));
}
