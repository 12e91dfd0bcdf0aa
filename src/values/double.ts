/** Doubles as the exact fractions that they are, and the nearest doubles of fractions. */

/** The whole number and power of two whose product is exactly `x`, for a finite `x` of 0 or more. */
export function fraction(x: number): { digits: bigint; exponent: number } {
  view.setFloat64(0, x);
  const bits = view.getBigUint64(0);
  const field = Number(bits >> 52n);
  const low = bits & 0xfffffffffffffn;
  return field === 0
    ? { digits: low, exponent: -1074 }
    : { digits: low | 0x10000000000000n, exponent: field - 1075 };
}
const view = new DataView(new ArrayBuffer(8));

/** Number of bits of a positive bigint. */
export function bitLength(value: bigint): number {
  const hex = (value < 0n ? -value : value).toString(16);
  return hex === "0" ? 0 : (hex.length - 1) * 4 + (32 - Math.clz32(Number.parseInt(hex[0] as string, 16)));
}

/** How many bytes a bigint takes, roughly for small ones. */
export function bigBytes(value: bigint): number {
  return value < smallBig && value > -smallBig ? 32 : (bitLength(value) >> 3) + 8;
}
const smallBig = 1n << 256n;

/** The whole number nearest to a / b, ties to even, for a of 0 or more and b above 0. */
export function roundedQuotient(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  const twice = (a % b) * 2n;
  return twice > b || (twice === b && (quotient & 1n) === 1n) ? quotient + 1n : quotient;
}

/** The nearest whole number, ties to even. */
export function roundHalfEven(x: number): number {
  const rounded = Math.round(x);
  return Math.abs(x % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

/** The double nearest to a / b, for positive ones; infinite if that is too large. */
export function quotientToDouble(a: bigint, b: bigint): number {
  // A quotient of 65 bits or more, its last one set if anything is left over, keeps every tie true.
  const shift = bitLength(b) - bitLength(a) + 66;
  const [up, down] = shift > 0 ? [a << BigInt(shift), b] : [a, b << BigInt(-shift)];
  const quotient = up / down;
  return ratioToDouble(up % down === 0n ? quotient : quotient | 1n, -shift);
}

/** The double nearest to digits × 2^exponent, for digits of 0 or more; infinite if that is too large. */
export function ratioToDouble(digits: bigint, exponent: number): number {
  // A double keeps 53 bits, and fewer below 2^-1022. All others go in one rounding.
  const length = bitLength(digits);
  const drop = length - Math.min(53, length + exponent + 1074);
  if (drop <= 0) return scale(Number(digits), exponent);
  return scale(Number(roundedQuotient(digits, 1n << BigInt(drop))), exponent + drop);
}

/** x × 2^exponent in steps that neither overflow nor underflow early. */
function scale(x: number, exponent: number): number {
  let value = x;
  let rest = exponent;
  while (rest > 1000) {
    value *= 2 ** 1000;
    rest -= 1000;
  }
  while (rest < -1000) {
    value *= 2 ** -1000;
    rest += 1000;
  }
  return value * 2 ** rest;
}
