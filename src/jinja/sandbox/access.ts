import { HookloomError } from "../../errors/error.js";
import { Dict } from "../../values/dict.js";
import { asText, Markup } from "../../values/markup.js";
import { asInt } from "../../values/number.js";
import { Range } from "../../values/range.js";
import { characterAt, textLength } from "../../values/text.js";
import { Tuple } from "../../values/tuple.js";
import { typeName } from "../../values/type-name.js";
import { Undefined } from "../../values/undefined.js";
import { checkDepth, hasKeys, Instance, isList, unmetered, type Value } from "../../values/value.js";
import { dictMethods, findMethod, type Method, numberAttribute } from "../builtins/methods/index.js";
import { BoundMethod } from "../runtime/bound-method.js";
import { LoopContext } from "../runtime/loop.js";
import type { LookUps } from "../runtime/render-environment.js";
import type { State } from "../runtime/state.js";
import { hasInternal } from "./internals.js";

/**
 * The only look-up of attributes and items. A name resolves in the tables of methods and in a value's own
 * data, or it is undefined: no property of a JavaScript object can be reached from a template.
 */

/** `object.name`: attributes and methods first, then items. */
export function getAttribute(object: Value, name: string, state: State): Value {
  if (object instanceof Undefined) return fromUndefined(object, name, state);
  let value = attributeOf(object, name, state);
  if (value === undefined) value = itemOf(object, name, state);
  return value === undefined ? missing(object, name, state) : value;
}

/** `object.name` for a name that is known while compiling. */
export function attributeReader(name: string): (object: Value, state: State) => Value {
  // Of the many attributes in a template, nearly all are the keys of dicts, or those of loops.
  const isOpen = !name.startsWith("_");
  const isKey = isOpen && !dictMethods.has(name);
  return (object, state) => {
    let value: Value | undefined;
    if (isKey && object instanceof Dict) value = object.getText(name);
    else if (isOpen && object instanceof LoopContext) value = object.attribute(name);
    else return getAttribute(object, name, state);
    return value === undefined ? missing(object, name, state) : value;
  };
}

/** `object[key]`: items first, then attributes and methods. */
export function getItem(object: Value, key: Value, state: State): Value {
  if (object instanceof Undefined) {
    return object.mode === "chainable" ? object : object.fail();
  }
  const item = itemOf(object, key, state);
  if (item !== undefined) return item;
  const name = asText(key);
  const value = name === undefined ? undefined : attributeOf(object, name, state);
  return value === undefined ? missing(object, key, state) : value;
}

/** `object.name` without looking among the items, for the filter `attr`. */
export function getAttributeOnly(object: Value, name: string, state: State): Value {
  // An undefined value denies names of Python's kind. Elsewhere it is the look among its items that fails.
  if (object instanceof Undefined && !isDunder(name)) return fromUndefined(object, name, state);
  const value = attributeOf(object, name, state);
  return value === undefined ? missing(object, name, state) : value;
}

/**
 * `object[key]` for an item that must be there.
 * @throws HookloomError `type_error` for a value without items, `key_error` for one without the key
 */
export function subscript(object: Value, key: Value, state: State): Value {
  const item = itemOf(object, key, state);
  if (item !== undefined) return item;
  if (hasKeys(object)) throw new HookloomError("key_error", "The key is not there");
  throw new HookloomError("type_error", `'${typeName(object)}' object is not subscriptable`);
}

/** The look-ups as an environment hands them to its renders. */
export const lookUps: LookUps = { getAttribute, getItem, subscript };

/** The method of a value by that name, if a template may call it. */
export function getMethod(object: Value, name: string): Method | undefined {
  const method = findMethod(object, name);
  return method === undefined || method.mutates === true ? undefined : method;
}

/** An attribute that is data, or a method bound to its value. */
function attributeOf(object: Value, name: string, state: State): Value | undefined {
  state.meter.spend(name.length >> 6);
  const method = findMethod(object, name);
  if (method !== undefined) {
    return method.mutates === true ? unsafe(object, name, state) : new BoundMethod(object, method);
  }
  const own =
    numberAttribute(object, name) ?? (object instanceof Instance ? object.attribute(name) : undefined);
  if (own !== undefined && !name.startsWith("_")) return own;
  return own !== undefined || hasInternal(typeName(object), name) ? unsafe(object, name, state) : undefined;
}

/** `object[key]` for containers; undefined where Python raises TypeError or LookupError. */
function itemOf(object: Value, key: Value, state: State): Value | undefined {
  if (object instanceof Instance) {
    if (object instanceof Tuple) return at(object.items, key);
    if (object instanceof Range) {
      const index = position(key, object.length);
      return index === undefined ? undefined : object.at(index, state.meter);
    }
    if (object instanceof Markup) {
      const character = characterIn(object.value, key, state);
      return character === undefined ? undefined : new Markup(character);
    }
    if (object.item === undefined || !isHashable(key, state, 0)) return undefined;
    return object.item(key, state.meter);
  }
  if (isList(object)) return at(object, key);
  return typeof object === "string" ? characterIn(object, key, state) : undefined;
}

function at(items: readonly Value[], key: Value): Value | undefined {
  const index = position(key, items.length);
  return index === undefined ? undefined : items[index];
}

function characterIn(text: string, key: Value, state: State): string | undefined {
  if (asInt(key) === undefined) return undefined;
  state.meter.spend(text.length >> 6);
  const index = position(key, textLength(text));
  return index === undefined ? undefined : characterAt(text, index);
}

/** The place that an index means, counting from the end when negative; undefined outside. */
function position(key: Value, length: number): number | undefined {
  const int = asInt(key);
  if (typeof int !== "number") return undefined;
  const index = int < 0 ? int + length : int;
  return index >= 0 && index < length ? index : undefined;
}

function isHashable(key: Value, state: State, depth: number): boolean {
  if (isList(key)) return false;
  if (key instanceof Tuple) {
    checkDepth(depth, state.meter);
    state.meter.spend(key.items.length);
    return key.items.every((item) => isHashable(item, state, depth + 1));
  }
  return !(key instanceof Instance) || key.hashKey(unmetered) !== undefined;
}

function unsafe(object: Value, name: string, state: State): Undefined {
  return state.undefined({ object, name, unsafe: true });
}

function fromUndefined(object: Undefined, name: string, state: State): Value {
  // Python's own attributes are there on undefined values too, and hidden as everywhere.
  if (hasInternal(typeName(object), name)) return unsafe(object, name, state);
  if (object.mode !== "chainable") object.fail();
  // A chainable one answers to all other names with itself, and names with an underscore are hidden.
  return name.startsWith("_") && !isDunder(name) ? unsafe(object, name, state) : object;
}

/** Whether it is a name as Python's own attributes have. */
function isDunder(name: string): boolean {
  return name.startsWith("__") && name.endsWith("__");
}

function missing(object: Value, name: Value, state: State): Undefined {
  return state.undefined({ object, name });
}
