import { HookloomError } from "../../../errors/error.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt, type Int, intToDouble } from "../../../values/number.js";
import { sliceText, textLength } from "../../../values/text.js";
import { typeName } from "../../../values/type-name.js";
import { type Budget, Instance, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { pad } from "../../sandbox/allocate.js";
import { formatFloat } from "./float-text.js";
import { intText } from "./int-text.js";
import { layNumber } from "./number-field.js";
import { naming, parseSpec, type Spec } from "./spec.js";

/** `format(value, spec)` */
export function formatValue(value: Value, spec: string, state: State): string {
  if (spec === "") return state.text(value);
  const budget = state.meter;
  const text = asText(value);
  if (text !== undefined) return formatText(text, parseSpec(spec, { align: "<", type: "s" }, budget), budget);
  const int = asInt(value);
  if (int !== undefined)
    return formatInt(int, parseSpec(spec, { align: ">", type: "d" }, budget), value, budget);
  const float = asFloat(value);
  if (float !== undefined) {
    return formatDouble(float, parseSpec(spec, { align: ">", type: "" }, budget), budget);
  }
  const own = value instanceof Instance ? value.format(spec, budget) : undefined;
  if (own !== undefined) return own;
  throw new HookloomError("type_error", `unsupported format string passed to ${typeName(value)}.__format__`);
}

function formatText(text: string, spec: Spec, budget: Budget): string {
  if (spec.type !== "s") unknownType(spec.type, "str");
  if (spec.sign !== "")
    fail(`${spec.sign === " " ? "Space" : "Sign"} not allowed in string format specifier`);
  if (spec.plainZero) fail("Negative zero coercion (z) not allowed in string format specifier");
  if (spec.alternate) fail("Alternate form (#) not allowed in string format specifier");
  if (spec.align === "=") fail("'=' alignment not allowed in string format specifier");
  budget.spend(text.length >> 6);
  const length = textLength(text);
  const kept = Math.min(length, spec.precision ?? length);
  const shown = kept < length ? sliceText(text, 0, kept) : text;
  const gap = Math.max(0, spec.width - kept);
  const left = spec.align === "<" ? 0 : spec.align === ">" ? gap : Math.floor(gap / 2);
  return pad(shown, left, gap - left, spec.fill, budget);
}

function formatInt(int: Int, spec: Spec, value: Value, budget: Budget): string {
  if (floatTypes.has(spec.type)) return formatDouble(intToDouble(int), spec, budget);
  if (!intTypes.has(spec.type)) unknownType(spec.type, typeName(value));
  if (spec.precision !== undefined) fail("Precision not allowed in integer format specifier");
  if (spec.plainZero) fail("Negative zero coercion (z) not allowed in integer format specifier");
  if (spec.type === "c") return formatCharacter(int, spec, budget);
  const { negative, prefix, digits } = intText(int, spec.type, budget);
  return layNumber({ negative, prefix: spec.alternate ? prefix : "", digits, rest: "" }, spec, budget);
}

function formatCharacter(int: Int, spec: Spec, budget: Budget): string {
  if (spec.sign !== "") fail("Sign not allowed with integer format specifier 'c'");
  if (spec.alternate) fail("Alternate form (#) not allowed with integer format specifier 'c'");
  return layNumber({ negative: false, prefix: "", digits: "", rest: characterOf(int) }, spec, budget);
}

/** `chr(int)` */
export function characterOf(int: Int): string {
  if (int >= 0 && int <= 0x10ffff) return String.fromCodePoint(Number(int));
  throw new HookloomError("overflow", "%c arg not in range(0x110000)");
}

const floatTypes: ReadonlySet<string> = new Set(["e", "E", "f", "F", "g", "G", "%"]);
const intTypes: ReadonlySet<string> = new Set(["b", "c", "d", "o", "x", "X", "n"]);

/** Largest precision: what fits into a C int. */
const largestPrecision = 2 ** 31 - 1;

function formatDouble(value: number, spec: Spec, budget: Budget): string {
  const { type, precision, alternate, plainZero } = spec;
  if (!floatTypes.has(type) && type !== "" && type !== "n") unknownType(type, "float");
  if (precision !== undefined && precision > largestPrecision) fail("precision too big");
  const isPercent = type === "%";
  const shown = isPercent ? value * 100 : value;
  const common = { alternate, plainZero, pointZero: type === "" };
  const lower = isPercent ? "f" : type === "n" ? "g" : type.toLowerCase();
  const kind = type === "" ? (precision === undefined ? "r" : "g") : (lower as "e" | "f" | "g");
  const text = formatFloat(shown, { ...common, kind, precision: precision ?? 6 }, budget);
  const cased = type === "E" || type === "F" || type === "G" ? text.toUpperCase() : text;
  const negative = cased.startsWith("-");
  const size = negative ? cased.slice(1) : cased;
  const digits = /^\d*/.exec(size)?.[0] ?? "";
  const rest = size.slice(digits.length) + (isPercent ? "%" : "");
  return layNumber({ negative, prefix: "", digits, rest }, spec, budget);
}

function unknownType(type: string, kind: string): never {
  return fail(`Unknown format code ${naming(type)} for object of type '${kind}'`);
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
