import { HookloomError } from "../../../errors/error.js";
import { checkDigits } from "../../../values/arithmetic.js";
import { bigBytes, bitLength, fraction } from "../../../values/double.js";
import { floatText } from "../../../values/float-repr.js";
import { asFloat, asInt, type Float, type Int, toFloat, toInt } from "../../../values/number.js";
import { Tuple } from "../../../values/tuple.js";
import type { Value } from "../../../values/value.js";
import { defineMethod, methodTable } from "./method.js";

/** What the methods of ints belong to; those of bools are the same. */
type IntSelf = Int | boolean;
type FloatSelf = number | Float;

/** The methods of ints and bools. Bytes do not exist here, and with them `to_bytes`. */
export const intMethods = methodTable(
  defineMethod({
    name: "as_integer_ratio",
    params: [],
    positionalOnly: true,
    run: (_state, self: IntSelf) => new Tuple([intOf(self), 1]),
  }),
  defineMethod({
    name: "bit_count",
    params: [],
    positionalOnly: true,
    run(state, self: IntSelf) {
      const digits = BigInt(intOf(self)).toString(2);
      state.meter.reserve(digits.length);
      state.meter.spend(digits.length >> 2);
      let ones = 0;
      for (const digit of digits) ones += digit === "1" ? 1 : 0;
      return ones;
    },
  }),
  defineMethod({
    name: "bit_length",
    params: [],
    positionalOnly: true,
    run(state, self: IntSelf) {
      const int = BigInt(intOf(self));
      state.meter.reserve(bigBytes(int));
      return bitLength(int);
    },
  }),
  defineMethod({
    name: "conjugate",
    params: [],
    positionalOnly: true,
    run: (_state, self: IntSelf) => intOf(self),
  }),
);

/** The methods of floats. */
export const floatMethods = methodTable(
  defineMethod({
    name: "as_integer_ratio",
    params: [],
    positionalOnly: true,
    run(state, self: FloatSelf) {
      const value = doubleOf(self);
      if (Number.isNaN(value)) throw new HookloomError("value_error", "NaN is no fraction");
      if (!Number.isFinite(value)) throw new HookloomError("overflow", "An infinite number is no fraction");
      const { digits, exponent } = fraction(Math.abs(value));
      checkDigits(Math.ceil(Math.abs(exponent) * Math.log10(2)) + 17, state.meter);
      const [over, under] = reduced(digits, exponent);
      return new Tuple([toInt(value < 0 ? -over : over), toInt(under)]);
    },
  }),
  defineMethod({
    name: "conjugate",
    params: [],
    positionalOnly: true,
    run: (_state, self: FloatSelf) => self,
  }),
  defineMethod({
    name: "hex",
    params: [],
    positionalOnly: true,
    run: (_state, self: FloatSelf) => hexText(doubleOf(self)),
  }),
  defineMethod({
    name: "is_integer",
    params: [],
    positionalOnly: true,
    run: (_state, self: FloatSelf) => Number.isInteger(doubleOf(self)),
  }),
);

/** The attributes of numbers that are data, such as `real`. */
export function numberAttribute(value: Value, name: string): Value | undefined {
  const int = asInt(value);
  if (int !== undefined) return intAttributes.get(name)?.(int);
  return asFloat(value) === undefined ? undefined : floatAttributes.get(name)?.(value);
}

const intAttributes: ReadonlyMap<string, (value: Int) => Value> = new Map([
  ["denominator", (_value: Int) => 1],
  ["imag", (_value: Int) => 0],
  ["numerator", (value: Int) => value],
  ["real", (value: Int) => value],
]);

const floatAttributes: ReadonlyMap<string, (value: Value) => Value> = new Map([
  ["imag", (_value: Value) => toFloat(0)],
  ["real", (value: Value) => value],
]);

function intOf(self: IntSelf): Int {
  return asInt(self) as Int;
}

function doubleOf(self: FloatSelf): number {
  return asFloat(self) as number;
}

/** `digits × 2^exponent` as a fraction in its lowest terms. */
function reduced(digits: bigint, exponent: number): [bigint, bigint] {
  if (digits === 0n) return [0n, 1n];
  if (exponent >= 0) return [digits << BigInt(exponent), 1n];
  // Only twos can be common to both.
  const twos = bitLength(digits & -digits) - 1;
  const shared = Math.min(twos, -exponent);
  return [digits >> BigInt(shared), 1n << BigInt(-exponent - shared)];
}

/** `float.hex()`: one digit, which is 0 for the numbers too small to be normal, and 52 bits after the point. */
function hexText(value: number): string {
  if (!Number.isFinite(value)) return floatText(value);
  const sign = value < 0 || Object.is(value, -0) ? "-" : "";
  if (value === 0) return `${sign}0x0.0p+0`;
  const { digits, exponent } = fraction(Math.abs(value));
  const hex = digits.toString(16).padStart(14, "0");
  const power = exponent + 52;
  return `${sign}0x${hex.charAt(0)}.${hex.slice(1)}p${power < 0 ? "-" : "+"}${Math.abs(power)}`;
}
