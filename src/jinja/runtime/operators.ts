import { HookloomError } from "../../errors/error.js";
import {
  absolute,
  add,
  divide,
  floorDivide,
  modulo,
  multiply,
  negate,
  power,
  subtract,
} from "../../values/arithmetic.js";
import { compare, equals } from "../../values/compare.js";
import { contains } from "../../values/iterate.js";
import { asText, escaped, htmlOf, isText, like, Markup } from "../../values/markup.js";
import { asInt } from "../../values/number.js";
import { Tuple } from "../../values/tuple.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import { Instance, isList, type Value } from "../../values/value.js";
import { toIndex, toSize } from "../builtins/arguments.js";
import { formatPercent } from "../builtins/format/percent.js";
import { concat, concatLists, repeat, repeatList } from "../sandbox/allocate.js";
import type { BinaryOperator, CompareOperator } from "../syntax/nodes.js";
import type { State } from "./state.js";

/** What an operator does with two values. */
export type BinaryOperation = (left: Value, right: Value, state: State) => Value;

/** The arithmetic operators, by Jinja2's names. */
export const binaryOperations: Readonly<Record<BinaryOperator, BinaryOperation>> = {
  add: (left, right, state) =>
    add(left, right, state.meter) ?? addSequences(left, right, state) ?? other("+", left, right),
  sub: (left, right, state) => subtract(left, right, state.meter) ?? other("-", left, right),
  mul: (left, right, state) =>
    multiply(left, right, state.meter) ??
    repeatSequence(left, right, state) ??
    repeatSequence(right, left, state) ??
    // Markup leaves no other type a say in what times it is.
    (left instanceof Markup ? toIndex(right) : undefined) ??
    other("*", left, right),
  div: (left, right, state) => divide(left, right, state.meter) ?? other("/", left, right),
  floordiv: (left, right, state) => floorDivide(left, right, state.meter) ?? other("//", left, right),
  mod: (left, right, state) => {
    if (isText(left)) return formatPercent(left, right, state);
    return modulo(left, right, state.meter) ?? other("%", left, right);
  },
  pow: (left, right, state) => power(left, right, state.meter) ?? other("**", left, right),
};

/** What an operator does that compares. */
export type CompareOperation = (left: Value, right: Value, state: State) => boolean;

/** The operators that compare, by Jinja2's names. */
export const compareOperations: Readonly<Record<CompareOperator, CompareOperation>> = {
  eq: (left, right, state) => equals(left, right, state.meter),
  ne: (left, right, state) => !equals(left, right, state.meter),
  lt: (left, right, state) => compare(left, right, state.meter, "<") < 0,
  lteq: (left, right, state) => compare(left, right, state.meter, "<=") <= 0,
  gt: (left, right, state) => compare(left, right, state.meter, ">") > 0,
  gteq: (left, right, state) => compare(left, right, state.meter, ">=") >= 0,
  in: (left, right, state) => contains(right, left, state.meter),
  notin: (left, right, state) => !contains(right, left, state.meter),
};

/** `-value` */
export function negative(value: Value, state: State): Value {
  return negate(value, state.meter) ?? ofInstance("-", value) ?? badOperand("-", value);
}

/** `+value` */
export function positive(value: Value, state: State): Value {
  const number = negate(value, state.meter);
  return number === undefined
    ? (ofInstance("+", value) ?? badOperand("+", value))
    : (negate(number) as Value);
}

/** `abs(value)` */
export function magnitude(value: Value, state: State): Value {
  return absolute(value, state.meter) ?? ofInstance("abs", value) ?? badOperand("abs()", value);
}

function addSequences(left: Value, right: Value, state: State): Value | undefined {
  const { meter } = state;
  if (typeof left === "string" && typeof right === "string") return concat(left, right, meter);
  if (isList(left) && isList(right)) return concatLists(left, right, meter);
  if (left instanceof Tuple && right instanceof Tuple) {
    return new Tuple(concatLists(left.items, right.items, meter));
  }
  // Markup escapes what is added to it, on either side.
  if (left instanceof Markup && isMarkable(right, state)) {
    return new Markup(concat(left.value, escaped(right, meter), meter));
  }
  if (right instanceof Markup && isMarkable(left, state) && !(left instanceof Undefined)) {
    return new Markup(concat(escaped(left, meter), right.value, meter));
  }
  return undefined;
}

/** Whether Markup can be added to a value: text, or what says its HTML itself. */
function isMarkable(value: Value, state: State): boolean {
  return isText(value) || htmlOf(value, state.meter) !== undefined;
}

function repeatSequence(sequence: Value, times: Value, state: State): Value | undefined {
  if (asInt(times) === undefined) return undefined;
  const text = asText(sequence);
  if (text !== undefined) return like(sequence, repeat(text, toSize(times), state.meter));
  if (isList(sequence)) return repeatList(sequence, toSize(times), state.meter);
  if (sequence instanceof Tuple) return new Tuple(repeatList(sequence.items, toSize(times), state.meter));
  return undefined;
}

/** The operator as an instance defines it, or Python's error. */
function other(operator: string, left: Value, right: Value): Value {
  const own = left instanceof Instance ? left.operate(operator, right, false) : undefined;
  if (own !== undefined) return own;
  const reflected = right instanceof Instance ? right.operate(operator, left, true) : undefined;
  if (reflected !== undefined) return reflected;
  if (isText(left) && operator === "+") {
    const kind = typeName(right);
    throw new HookloomError("type_error", `can only concatenate str (not "${kind}") to str`);
  }
  throw new HookloomError(
    "type_error",
    `unsupported operand type(s) for ${operator}: '${typeName(left)}' and '${typeName(right)}'`,
  );
}

function ofInstance(operator: string, value: Value): Value | undefined {
  return value instanceof Instance ? value.operateAlone(operator) : undefined;
}

function badOperand(operator: string, value: Value): never {
  throw new HookloomError("type_error", `bad operand type for unary ${operator}: '${typeName(value)}'`);
}
