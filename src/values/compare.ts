import { HookloomError } from "../errors/error.js";
import { compareNumbers, Float } from "./number.js";
import { compareText } from "./text.js";
import { typeName } from "./type-name.js";
import { Undefined } from "./undefined.js";
import { type Budget, checkDepth, Instance, isList, type List, type Value } from "./value.js";

/** `left == right` */
export function equals(left: Value, right: Value, budget: Budget, depth = 0): boolean {
  if (typeof left === "string" && typeof right === "string") {
    budget.spend(Math.min(left.length, right.length) >> 6);
    return left === right;
  }
  if (left === right) return left instanceof Instance ? left.equalsItself() : true;
  // No other type knows what to make of an undefined value, which may refuse to be compared.
  if (right instanceof Undefined && !(left instanceof Undefined)) return right.equals(left);
  if (isList(left) && isList(right)) return equalItems(left, right, budget, depth);
  if (left instanceof Instance && !(left instanceof Float)) return left.equals(right, budget, depth);
  if (right instanceof Instance && !(right instanceof Float)) return right.equals(left, budget, depth);
  return compareNumbers(left, right) === 0;
}

/**
 * `left is right`. Only values with an identity of their own can differ from an equal one: of two equal
 * numbers or strings, CPython's answer depends on how they came about, and here they are always the same.
 */
export function identical(left: Value, right: Value, budget: Budget): boolean {
  if (typeof left === "string" && typeof right === "string") return equals(left, right, budget);
  return Object.is(left, right);
}

/** Whether containers take one value for another: a value is found again even if it is unequal to itself. */
export function equalOrSame(left: Value, right: Value, budget: Budget, depth = 0): boolean {
  return Object.is(left, right) || equals(left, right, budget, depth);
}

/** Whether two sequences hold equal items in the same order. */
export function equalItems(left: List, right: List, budget: Budget, depth: number): boolean {
  if (left === right) return true;
  if (left.length !== right.length) return false;
  checkDepth(depth, budget);
  for (let index = 0; index < left.length; index += 1) {
    budget.spend(1);
    if (!equalOrSame(left[index] as Value, right[index] as Value, budget, depth + 1)) return false;
  }
  return true;
}

/**
 * Orders two values: negative, zero or positive; NaN where a NaN makes every comparison false.
 * @throws HookloomError `type_error` where Python does not order them; `operator` is for its message
 */
export function compare(left: Value, right: Value, budget: Budget, operator = "<", depth = 0): number {
  if (typeof left === "string" && typeof right === "string") {
    budget.spend(Math.min(left.length, right.length) >> 4);
    return compareText(left, right);
  }
  const numeric = compareNumbers(left, right);
  if (numeric !== undefined) return numeric;
  if (isList(left) && isList(right)) return compareItems(left, right, budget, operator, depth);
  const own = left instanceof Instance ? left.compare(right, budget, depth) : undefined;
  if (own !== undefined) return own;
  const reversed = right instanceof Instance ? right.compare(left, budget, depth) : undefined;
  if (reversed !== undefined) return -reversed;
  throw new HookloomError(
    "type_error",
    `'${operator}' not supported between instances of '${typeName(left)}' and '${typeName(right)}'`,
  );
}

/** Orders two sequences by their first items that differ. */
export function compareItems(
  left: List,
  right: List,
  budget: Budget,
  operator: string,
  depth: number,
): number {
  checkDepth(depth, budget);
  const shorter = Math.min(left.length, right.length);
  for (let index = 0; index < shorter; index += 1) {
    budget.spend(1);
    const [a, b] = [left[index] as Value, right[index] as Value];
    if (!equalOrSame(a, b, budget, depth + 1)) return compare(a, b, budget, operator, depth + 1);
  }
  return left.length - right.length;
}

/**
 * What stands for a value as the key of a JavaScript `Map`, so that equal values have the same: `1`,
 * `1.0` and `True`; a str and the Markup of it; tuples of equal items.
 * @throws HookloomError `type_error` for lists and dicts, which are unhashable
 */
export function hashKey(value: Value, budget: Budget, depth = 0): unknown {
  switch (typeof value) {
    case "string":
      // Whoever looks the key up reads all of it, to tell it from others.
      budget.spend(value.length >> (value.length > longestHashed ? 2 : 6));
      return textKey(value);
    case "boolean":
      return value ? 1 : 0;
    case "object": {
      if (value === null) return null;
      if (value instanceof Float) return wholeKey(value.value, budget);
      const key = isList(value) ? undefined : value.hashKey(budget, depth);
      if (key === undefined) throw new HookloomError("type_error", `unhashable type: '${typeName(value)}'`);
      return key;
    }
    default:
      return numberKey(value, budget);
  }
}

/** Ints so far from 0 are their own keys. */
const nearZero = 2 ** 16;

/**
 * JavaScript's engines find numbers in a `Map` by hashes that everybody can work out, and long bigints by their last
 * digits alone: of numbers chosen for it, each would be looked for among all others. Text they hash with a secret.
 */
function numberKey(value: number | bigint, budget: Budget): number | string {
  if (typeof value === "bigint") {
    const digits = value.toString(16);
    budget.reserve(digits.length);
    return `\0i${digits}`;
  }
  if (Number.isInteger(value) && Math.abs(value) < nearZero) return value;
  budget.spend(1);
  return `\0n${value}`;
}

/** Longer texts than that V8 tells from others of their length only by reading those, too. */
export const longestHashed = 16_383;

/** The key of a string. Keys of other kinds that are written as strings start with U+0000. */
export function textKey(value: string): string {
  return value.charCodeAt(0) === 0 ? `\0${value}` : value;
}

function wholeKey(value: number, budget: Budget): number | string {
  return numberKey(Number.isSafeInteger(value) ? value + 0 : BigInt(value), budget);
}

/** The key of a sequence of values. */
export function sequenceKey(items: List, budget: Budget, depth: number): string {
  checkDepth(depth, budget);
  let key = "\u0000(";
  for (const item of items) {
    budget.spend(1);
    const part = hashKey(item, budget, depth + 1);
    const size =
      typeof part === "string"
        ? part
        : typeof part === "object" && part !== null
          ? identity(part)
          : String(part);
    budget.reserve(size.length);
    key += `${typeof part}${size.length}:${size}`;
  }
  return key;
}

const identities = new WeakMap<object, string>();
let lastIdentity = 0;

function identity(object: object): string {
  let name = identities.get(object);
  if (name === undefined) {
    lastIdentity += 1;
    name = `#${lastIdentity}`;
    identities.set(object, name);
  }
  return name;
}
