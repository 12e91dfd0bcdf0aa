import { bitLength } from "../../../values/double.js";
import type { Int } from "../../../values/number.js";
import { repr } from "../../../values/print.js";
import type { Budget } from "../../../values/value.js";

/** The letters of `%x`, `{:b}` and their like: the base each stands for, and what `#` puts before it. */
const bases: ReadonlyMap<string, { base: number; prefix: string }> = new Map([
  ["b", { base: 2, prefix: "0b" }],
  ["o", { base: 8, prefix: "0o" }],
  ["x", { base: 16, prefix: "0x" }],
  ["X", { base: 16, prefix: "0X" }],
]);

/** An int in the parts that formatting puts together. */
export interface IntText {
  readonly negative: boolean;
  readonly prefix: string;
  readonly digits: string;
}

/** An int in the base that a letter stands for, decimal if none. */
export function intText(value: Int, letter: string, budget: Budget): IntText {
  const negative = value < 0;
  const size = negative ? -value : value;
  const known = bases.get(letter);
  if (known === undefined) return { negative, prefix: "", digits: repr(size, budget) };
  const { base, prefix } = known;
  if (typeof size === "bigint") budget.reserve(Math.ceil(bitLength(size) / Math.log2(base)));
  const digits = size.toString(base);
  return { negative, prefix, digits: letter === "X" ? digits.toUpperCase() : digits };
}
