import { floatText } from "../../../values/float-repr.js";
import type { Budget } from "../../../values/value.js";
import { fixedDigits, leadingDigits } from "./float-digits.js";

/** No double has more significant digits. */
const mostDigits = 767;

/** How a float is written. */
export interface FloatStyle {
  /** `e` with an exponent, `f` without, `g` whichever is shorter, `r` as `repr` does. */
  readonly kind: "e" | "f" | "g" | "r";
  /** Digits after the point, or significant ones for `g`; `r` has none. */
  readonly precision: number;
  /** `#`: keeps the point and the zeros that `g` would drop. */
  readonly alternate?: boolean;
  /** Puts `.0` after a whole number without an exponent. */
  readonly pointZero?: boolean;
  /** `z`: writes a zero without its sign. */
  readonly plainZero?: boolean;
}

/** A float as text, with a minus sign if it is negative. */
export function formatFloat(value: number, style: FloatStyle, budget: Budget): string {
  if (Number.isNaN(value)) return "nan";
  if (!Number.isFinite(value)) return value < 0 ? "-inf" : "inf";
  const size = Math.abs(value);
  const digits = writers[style.kind](size, style, budget);
  const isNegative = value < 0 || Object.is(value, -0);
  const isPlain = style.plainZero === true && /^[0.]*(?:e|$)/.test(digits);
  return isNegative && !isPlain ? `-${digits}` : digits;
}

type Writer = (size: number, style: FloatStyle, budget: Budget) => string;

const writers: Readonly<Record<FloatStyle["kind"], Writer>> = {
  f(size, { precision, alternate }, budget) {
    return withPoint(fixedDigits(size, precision, budget), alternate);
  },
  e(size, { precision, alternate }, budget) {
    const { digits, exponent } = leadingDigits(size, precision + 1, budget);
    return scientific(digits, exponent, alternate);
  },
  g(size, { precision, alternate, pointZero }, budget) {
    const count = Math.max(1, precision);
    const leading = leadingDigits(size, alternate === true ? count : Math.min(count, mostDigits), budget);
    const { exponent } = leading;
    const digits = alternate === true ? leading.digits : withoutZeros(leading.digits);
    if (exponent < -4 || exponent >= count - (pointZero === true ? 1 : 0)) {
      return scientific(digits, exponent, alternate);
    }
    const text = withPoint(placed(digits, exponent), alternate);
    return pointZero === true && !text.includes(".") ? `${text}.0` : text;
  },
  r(size, { alternate }) {
    const [digits, exponent] = floatText(size).split("e") as [string, string | undefined];
    const text = withPoint(digits, alternate);
    return exponent === undefined ? text : `${text}e${exponent}`;
  },
};

/** `1.25e+07` */
function scientific(digits: string, exponent: number, alternate: boolean | undefined): string {
  const mantissa = digits.length === 1 ? digits : `${digits.charAt(0)}.${digits.slice(1)}`;
  const power = String(Math.abs(exponent)).padStart(2, "0");
  return `${withPoint(mantissa, alternate)}e${exponent < 0 ? "-" : "+"}${power}`;
}

/** The digits with the point where the exponent of the first says, which is from -4 on. */
function placed(digits: string, exponent: number): string {
  if (exponent < 0) return `0.${"0".repeat(-exponent - 1)}${digits}`;
  const whole = digits.slice(0, exponent + 1).padEnd(exponent + 1, "0");
  return digits.length > exponent + 1 ? `${whole}.${digits.slice(exponent + 1)}` : whole;
}

function withoutZeros(digits: string): string {
  let end = digits.length;
  while (end > 1 && digits[end - 1] === "0") end -= 1;
  return digits.slice(0, end);
}

function withPoint(text: string, alternate: boolean | undefined): string {
  return alternate === true && !text.includes(".") ? `${text}.` : text;
}
