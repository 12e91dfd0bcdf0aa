import { fraction } from "../../../values/double.js";
import type { Budget } from "../../../values/value.js";

/**
 * The decimal digits of doubles, exact to any precision, rounded half to even on the exact value. JavaScript's
 * own methods stop at 100 digits and at 1e21, and round halves up; elsewhere they do, and are faster.
 */

/** Fuel of writing out a double, which takes big whole numbers. */
const digitsCost = 4;

/** The digits of a finite x of 0 or more with so many after the point: `12.50`. */
export function fixedDigits(x: number, places: number, budget: Budget): string {
  const plain = plainDigits(x, places, budget);
  if (plain !== undefined) return plain;
  const { digits, exponent } = exactDigits(x, budget);
  budget.reserve(Math.max(0, exponent) + places);
  const text = rounded(digits, exponent + 1 + places).padStart(places + 1, "0");
  const point = text.length - places;
  return places === 0 ? text : `${text.slice(0, point)}.${text.slice(point)}`;
}

/** So many significant digits of a finite x of 0 or more, 1 at least, and the exponent of the first. */
export function leadingDigits(
  x: number,
  count: number,
  budget: Budget,
): { digits: string; exponent: number } {
  budget.reserve(count);
  if (x === 0) return { digits: "0".repeat(count), exponent: 0 };
  const { digits, exponent } = exactDigits(x, budget);
  const text = rounded(digits, count);
  // Rounding up from 99… makes one digit more.
  return { digits: text.slice(0, count), exponent: exponent + text.length - count };
}

/** The double nearest to a finite x of 0 or more rounded to so many places, which may be negative. */
export function roundedDouble(x: number, places: number, budget: Budget): number {
  const plain = plainDigits(x, places, budget);
  if (plain !== undefined) return Number(plain);
  const { digits, exponent } = exactDigits(x, budget);
  return Number(`${rounded(digits, exponent + 1 + places)}e${-places}`);
}

/** What `toFixed` writes, where that is rounded as here; undefined elsewhere. */
function plainDigits(x: number, places: number, budget: Budget): string | undefined {
  if (x >= 1e21 || places < 0 || places >= 100) return undefined;
  const longer = x.toFixed(places + 1);
  // Only what ends in 5 there can be a half, and is one if it is exactly that.
  if (longer.endsWith("5") && Number(longer) === x) return undefined;
  budget.spend(digitsCost);
  budget.reserve(longer.length);
  return x.toFixed(places);
}

/** All digits of a finite x of 0 or more, 767 at most, and the exponent of the first. */
function exactDigits(x: number, budget: Budget): { digits: string; exponent: number } {
  const { digits, exponent } = fraction(x);
  // The further the exponent, the more digits there are, each worked out with all the others.
  budget.spend(digitsCost + ((exponent * exponent) >> 11));
  // 2^-n is 5^n / 10^n, so an exponent below 0 takes fives to the whole number and as many places.
  const whole = exponent < 0 ? digits * 5n ** BigInt(-exponent) : digits << BigInt(exponent);
  const text = whole.toString();
  return { digits: text, exponent: text.length - 1 + Math.min(0, exponent) };
}

/** The whole number nearest to the first `count` digits with the others after a point, ties to even. */
function rounded(digits: string, count: number): string {
  if (count >= digits.length) return digits.padEnd(count, "0");
  if (count < 0) return "0";
  const head = digits.slice(0, count);
  const next = digits.charAt(count);
  const isUp =
    next > "5" || (next === "5" && (/[1-9]/.test(digits.slice(count + 1)) || /[13579]$/.test(head)));
  return isUp ? (BigInt(head) + 1n).toString() : head || "0";
}
