import { HookloomError } from "../../../errors/error.js";
import type { Int } from "../../../values/number.js";
import { sliceText, textLength } from "../../../values/text.js";
import { typeName } from "../../../values/type-name.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { pad, padStart, repeat } from "../../sandbox/allocate.js";
import { escapeNonAscii } from "./ascii.js";
import { formatFloat } from "./float-text.js";
import { intText } from "./int-text.js";
import type { Operands } from "./percent-operands.js";

/** One `%` and what follows it. */
export interface Directive {
  readonly leftAligned: boolean;
  /** What goes in front of a number that is not negative. */
  readonly sign: "" | "+" | " ";
  /** `#`: writes the prefix of a base, the point of a float. */
  readonly alternate: boolean;
  readonly zeroFilled: boolean;
  readonly width: number;
  readonly precision: number | undefined;
  readonly letter: string;
}

/** The text of a value as a directive describes it. */
export function convert(directive: Directive, value: Value, operands: Operands, state: State): string {
  const { letter, precision } = directive;
  switch (letter) {
    case "s":
      return layText(cut(operands.text(value, state), precision), directive, state);
    case "r":
      return layText(cut(operands.repr(value, state), precision), directive, state);
    case "a":
      return layText(
        cut(escapeNonAscii(operands.repr(value, state), state.meter), precision),
        directive,
        state,
      );
    case "c":
      return layText(operands.character(value) ?? wrongType("%c requires int or char"), directive, state);
    case "d":
    case "i":
    case "u": {
      const int = operands.whole(value, state);
      return layInt(
        int ?? wrongType(`%${letter} format: a real number is required, not ${typeName(value)}`),
        directive,
        state,
      );
    }
    case "o":
    case "x":
    case "X": {
      const int = operands.integer(value);
      return layInt(
        int ?? wrongType(`%${letter} format: an integer is required, not ${typeName(value)}`),
        directive,
        state,
      );
    }
    case "e":
    case "E":
    case "f":
    case "F":
    case "g":
    case "G":
      return layFloat(operands.double(value, state), directive, state);
    default:
      throw new HookloomError("value_error", "unsupported format character");
  }
}

function wrongType(message: string): never {
  throw new HookloomError("type_error", message);
}

function cut(text: string, length: number | undefined): string {
  return length === undefined || length >= text.length ? text : sliceText(text, 0, length);
}

function layText(text: string, { width, leftAligned }: Directive, state: State): string {
  const gap = width - textLength(text);
  return leftAligned ? pad(text, 0, gap, " ", state.meter) : pad(text, gap, 0, " ", state.meter);
}

function layInt(int: Int, directive: Directive, state: State): string {
  const { negative, prefix, digits } = intText(int, directive.letter, state.meter);
  const all = padStart(digits, directive.precision ?? 0, "0", state.meter);
  return layNumber(negative, directive.alternate ? prefix : "", all, directive, state);
}

function layFloat(double: number, directive: Directive, state: State): string {
  const { letter, precision = 6, alternate } = directive;
  const kind = letter.toLowerCase() as "e" | "f" | "g";
  const text = formatFloat(double, { kind, precision, alternate }, state.meter);
  const negative = text.startsWith("-");
  const size = negative ? text.slice(1) : text;
  return layNumber(negative, "", letter === kind ? size : size.toUpperCase(), directive, state);
}

/** Zeros go between the prefix and the digits, blanks around all of it. */
function layNumber(
  negative: boolean,
  prefix: string,
  digits: string,
  directive: Directive,
  state: State,
): string {
  const { leftAligned, sign, width, zeroFilled } = directive;
  const start = (negative ? "-" : sign) + prefix;
  const gap = width - start.length - digits.length;
  if (!zeroFilled || leftAligned) return layText(start + digits, directive, state);
  return start + repeat("0", gap, state.meter) + digits;
}
