import { bitLength, fraction, ratioToDouble } from "./double.js";

/**
 * Powers of doubles, rounded correctly. C's `pow`, which Python calls, misses the nearest double once in a
 * thousand; those of JavaScript's engines miss it up to one time in ten, each in its own way.
 */

/** Bits after the point of the fixed-point numbers here, and of those, how many are surely right in the end. */
const bits = 256n;
const sureBits = 128n;
const one = 1n << bits;

/** `x ** y` for finite numbers, x above 0. Infinite or 0 where no double is near enough. */
export function powerOf(x: number, y: number): number {
  const rough = y * Math.log2(x);
  if (rough > 1030) return Number.POSITIVE_INFINITY;
  if (rough < -1080) return 0;
  const exponent = fraction(Math.abs(y));
  const size = shift(logarithm(x) * exponent.digits, exponent.exponent);
  const product = y < 0 ? -size : size;
  const twos = product / ln2();
  const result = exponential(product - twos * ln2());
  // Where the true result is halfway between two doubles, the last bits would hide it.
  const sure = (result + (1n << (bits - sureBits - 1n))) >> (bits - sureBits);
  return ratioToDouble(sure, Number(twos - sureBits));
}

/** ln x */
function logarithm(x: number): bigint {
  const { digits, exponent } = fraction(x);
  const length = bitLength(digits);
  // x = m × 2^n with m from √½ to √2, and ln m = 2 atanh((m − 1) / (m + 1)).
  const places = (digits * digits) >> BigInt(2 * length - 1) === 0n ? length - 1 : length;
  const unit = 1n << BigInt(places);
  return 2n * atanh(((digits - unit) << bits) / (digits + unit)) + BigInt(exponent + places) * ln2();
}

/** z + z³/3 + z⁵/5 + … */
function atanh(z: bigint): bigint {
  const square = (z * z) >> bits;
  let sum = 0n;
  let power = z;
  for (let n = 1n; power !== 0n && power !== -1n; n += 2n) {
    sum += power / n;
    power = (power * square) >> bits;
  }
  return sum;
}

/** 1 + x + x²/2! + … */
function exponential(x: bigint): bigint {
  let sum = one;
  let term = x;
  for (let n = 2n; term !== 0n && term !== -1n; n += 1n) {
    sum += term;
    term = ((term * x) >> bits) / n;
  }
  return sum;
}

let cachedLn2: bigint | undefined;

function ln2(): bigint {
  cachedLn2 ??= 2n * atanh(one / 3n);
  return cachedLn2;
}

/** x × 2^places, what is below the last bit cut off */
function shift(x: bigint, places: number): bigint {
  return places < 0 ? x >> BigInt(-places) : x << BigInt(places);
}
