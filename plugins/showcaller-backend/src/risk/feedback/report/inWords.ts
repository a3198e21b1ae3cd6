/** A share as people say it: `0.3 %`, `12 %`. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value < 10 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}

/** A share with its interval: `12 % (8 % to 17 %)`. */
export function percentWithin(rate: {
  rate: number;
  low: number;
  high: number;
}): string {
  return `${percent(rate.rate)} (${percent(rate.low)} to ${percent(
    rate.high,
  )})`;
}

/** `1 deployment`, `2 deployments`. */
export function counted(number: number, thing: string): string {
  return `${number} ${thing}${number === 1 ? '' : 's'}`;
}

/** A count that may be split where ties are: `31`, `3.5`. */
export function count(value: number): string {
  return String(Number(value.toFixed(1)));
}
