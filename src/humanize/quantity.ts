import { defineFilter } from "../jinja/builtins/define.js";
import { formatValue } from "../jinja/builtins/format/format-value.js";
import { any } from "../jinja/builtins/parameters.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import type { State } from "../jinja/runtime/state.js";
import { fraction } from "../values/double.js";
import { asText } from "../values/markup.js";
import { toFloat, toInt } from "../values/number.js";
import { truth } from "../values/truth.js";
import type { Value } from "../values/value.js";
import { finiteOrText, notFinite, readInt, readReal } from "./read.js";

/** Filters that shorten numbers: fractions, powers of ten, metric prefixes. */
export const quantityFilters = [
  defineFilter({
    name: "humanize_fractional",
    params: [any("value")],
    run(state, value) {
      const double = finiteOrText(value, state);
      if (typeof double === "string") return double;
      const whole = Math.trunc(double);
      const { top, bottom } = nearestFraction(double - whole);
      state.meter.reserve(320);
      if (whole === 0) return `${top}/${bottom}`;
      const shown = String(BigInt(whole));
      return top === 0n && bottom === 1n ? shown : `${shown} ${top < 0n ? -top : top}/${bottom}`;
    },
  }),
  defineFilter({
    name: "humanize_metric",
    params: [any("value"), any("unit", ""), any("precision", 3)],
    run(state, value, unit, precision) {
      const real = readReal(value);
      const special = notFinite(real);
      if (special !== undefined) return special;
      const exponent = real === 0 ? 0 : Math.floor(Math.log10(Math.abs(real)));
      const { add, sub } = binaryOperations;
      if (exponent >= 33 || exponent < -30) {
        return add(scientific(value, sub(precision, 1, state), state), unit, state);
      }
      let step = Math.floor(exponent / 3);
      let text = rounded(value, step, placesOf(precision, exponent - step * 3, state), state);
      // There is no prefix beyond the tenth to carry to.
      if (Math.abs(Number(text)) >= 1000 && step < largePrefixes.length) {
        step += 1;
        text = rounded(value, step, placesOf(precision, 0, state), state);
      }
      const prefix = (step < 0 ? smallPrefixes[-step - 1] : largePrefixes[step - 1]) ?? "";
      const isBare = prefix === "" && !truth(unit);
      const space = isBare || unspaced.has(asText(unit)) ? "" : " ";
      const suffix = state.text(unit);
      state.meter.reserve(suffix.length);
      return `${text}${space}${prefix}${suffix}`;
    },
  }),
  defineFilter({
    name: "humanize_scientific",
    params: [any("value"), any("precision", 2)],
    run: (state, value, precision) => scientific(value, precision, state),
  }),
];

const largePrefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];
const smallPrefixes = ["m", "μ", "n", "p", "f", "a", "z", "y", "r", "q"];
/** Units that stand right behind the number. */
const unspaced: ReadonlySet<string | undefined> = new Set(["°", "′", "″"]);

const superscripts = ["⁰", "¹", "²", "³", "⁴", "⁵", "⁶", "⁷", "⁸", "⁹"];

/** `1.23 x 10⁴` */
function scientific(value: Value, precision: Value, state: State): string {
  const double = finiteOrText(value, state);
  if (typeof double === "string") return double;
  const places = state.text(readInt(precision, state));
  const [digits = "", power] = formatValue(toFloat(double), `.${places}e`, state).split("e");
  const exponent = String(Math.abs(Number(power)));
  const raised = [...exponent].map((digit) => superscripts[Number(digit)]).join("");
  return `${digits} x 10${Number(power) < 0 ? "⁻" : ""}${raised}`;
}

/** How many decimals make so many significant digits, `place` digits standing before the point but one. */
function placesOf(precision: Value, place: number, state: State): Value {
  const { sub } = binaryOperations;
  const places = sub(sub(precision, place, state), 1, state);
  return readReal(places) > 0 ? readInt(places, state) : 0;
}

/** `value / 1000 ** step` to so many places. */
function rounded(value: Value, step: number, places: Value, state: State): string {
  const divisor = step < 0 ? Number(`1e${step * 3}`) : toInt(10n ** BigInt(step * 3));
  const quotient = binaryOperations.div(value, divisor, state);
  return formatValue(quotient, `.${state.text(places)}f`, state);
}

const largestDenominator = 1000n;

/** Python's `Fraction(x).limit_denominator(1000)`. */
function nearestFraction(x: number): { top: bigint; bottom: bigint } {
  const { digits, exponent } = fraction(Math.abs(x));
  let top = x < 0 ? -digits : digits;
  let bottom = 1n << BigInt(-exponent);
  // In lowest terms: only twos are in the denominator.
  while (bottom > 1n && (top & 1n) === 0n) {
    top >>= 1n;
    bottom >>= 1n;
  }
  if (bottom <= largestDenominator) return { top, bottom };
  let [p0, q0, p1, q1] = [0n, 1n, 1n, 0n];
  let [n, d] = [top, bottom];
  for (;;) {
    const a = floorQuotient(n, d);
    const q2 = q0 + a * q1;
    if (q2 > largestDenominator) break;
    [p0, q0, p1, q1] = [p1, q1, p0 + a * p1, q2];
    [n, d] = [d, n - a * d];
  }
  const k = (largestDenominator - q0) / q1;
  const between = { top: p0 + k * p1, bottom: q0 + k * q1 };
  const convergent = { top: p1, bottom: q1 };
  return distance(convergent) * between.bottom <= distance(between) * convergent.bottom
    ? convergent
    : between;

  /** How far it is from x, times both denominators. */
  function distance(other: { top: bigint; bottom: bigint }): bigint {
    const difference = other.top * bottom - top * other.bottom;
    return difference < 0n ? -difference : difference;
  }
}

function floorQuotient(a: bigint, b: bigint): bigint {
  const quotient = a / b;
  return a % b !== 0n && a < 0n ? quotient - 1n : quotient;
}
