import { textLength } from "../../../values/text.js";
import type { Budget } from "../../../values/value.js";
import { pad } from "../../sandbox/allocate.js";
import type { Spec } from "./spec.js";

/** A number's text in parts. */
export interface NumberParts {
  readonly negative: boolean;
  /** `0x` and its like */
  readonly prefix: string;
  /** The digits before the point, which may be grouped. */
  readonly digits: string;
  /** What follows them: the fraction, the exponent, a percent sign; or all there is, such as `inf`. */
  readonly rest: string;
}

/** Puts a number's parts into the field that a specification describes. */
export function layNumber(parts: NumberParts, spec: Spec, budget: Budget): string {
  const sign = parts.negative ? "-" : spec.sign === "-" ? "" : spec.sign;
  const before = sign + parts.prefix;
  const room = spec.width - before.length - textLength(parts.rest);
  const isZeroFilled = spec.fill === "0" && spec.align === "=";
  const digits = grouped(parts.digits, spec, isZeroFilled ? room : 0, budget);
  const gap = Math.max(0, room - digits.length);
  const { fill } = spec;
  switch (spec.align) {
    case "<":
      return pad(before + digits + parts.rest, 0, gap, fill, budget);
    case "^":
      return pad(before + digits + parts.rest, Math.floor(gap / 2), Math.ceil(gap / 2), fill, budget);
    case "=":
      return before + pad(digits + parts.rest, gap, 0, fill, budget);
    default:
      return pad(before + digits + parts.rest, gap, 0, fill, budget);
  }
}

/** The digits in groups, after as many zeros as fill a width together with the separators. */
function grouped(digits: string, { grouping, type }: Spec, width: number, budget: Budget): string {
  if (grouping === "" || digits === "") return digits;
  const size = type !== "" && "boxX".includes(type) ? 4 : 3;
  const length = Math.max(digits.length, digitsThatFill(width, size));
  budget.reserve(length + Math.floor(length / size));
  // Whole groups of zeros, of which there can be millions, are put before those that have digits.
  const near = Math.min(length, Math.ceil(digits.length / size) * size);
  const all = digits.padStart(near, "0");
  let out = all.slice(0, near % size);
  for (let at = near % size; at < near; at += size) {
    out += `${out === "" ? "" : grouping}${all.slice(at, at + size)}`;
  }
  const zeros = `${"0".repeat(size)}${grouping}`.repeat(Math.ceil((length - near) / size));
  return (zeros + out).slice(-(length + Math.floor((length - 1) / size)));
}

/** How many digits fill a width with separators among them. A separator never comes first. */
function digitsThatFill(width: number, size: number): number {
  const groups = Math.floor(width / (size + 1));
  const rest = width % (size + 1);
  return width <= 0 ? 0 : groups * size + Math.max(rest, 1);
}
