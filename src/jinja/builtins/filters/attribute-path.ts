import { HookloomError } from "../../../errors/error.js";
import { toLower } from "../../../values/case.js";
import { isDigit } from "../../../values/character-kinds.js";
import { asText, Markup } from "../../../values/markup.js";
import { parseInteger } from "../../../values/number-parse.js";
import { Undefined } from "../../../values/undefined.js";
import { bytesPerItem, type List, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { getItem } from "../../sandbox/access.js";

/** What a filter takes of every item: the item itself, an attribute of it, or what those are made into. */
export type Getter = (item: Value) => Value;

/** How a getter treats what it finds. */
interface GetterOptions {
  /** Whether to ignore case: text is taken in small letters. */
  readonly foldCase?: boolean;
  /** What stands for an attribute that is undefined; None for nothing. */
  readonly fallback?: Value;
}

/** A getter of an attribute such as `user.name` or `rows.0`; of the item itself if the attribute is None. */
export function attributeGetter(attribute: Value, state: State, options: GetterOptions = {}): Getter {
  const path = readPath(attribute, state);
  const { foldCase = false, fallback = null } = options;
  return (item) => {
    const value = follow(item, path, fallback, state);
    return foldCase ? folded(value, state) : value;
  };
}

/** Bytes that a getter is counted as. */
const bytesPerGetter = 256;

/** A getter of several attributes with commas between them, in a list. */
export function attributesGetter(attributes: Value, state: State, foldCase: boolean): (item: Value) => List {
  const text = asText(attributes);
  state.meter.reserve(text?.length ?? 0);
  const getters = (text === undefined ? [attributes] : text.split(",")).map((attribute) => {
    state.meter.reserve(bytesPerGetter);
    return attributeGetter(attribute, state, { foldCase });
  });
  return (item) => {
    state.meter.reserve(bytesPerItem * getters.length);
    return getters.map((get) => get(item));
  };
}

/** Text in small letters, anything else as it is. */
export function folded(value: Value, state: State): Value {
  const text = asText(value);
  return text === undefined ? value : toLower(text, state.meter);
}

/** The keys to go through one after the other. Digits mean an index. */
function readPath(attribute: Value, state: State): List {
  if (attribute === null) return [];
  const text = asText(attribute);
  if (text === undefined) return [attribute];
  state.meter.reserve(text.length);
  const isMarkup = attribute instanceof Markup;
  return text.split(".").map((part) => {
    state.meter.spend(1);
    return isDigit(part) ? readIndex(part, state) : isMarkup ? new Markup(part) : part;
  });
}

function readIndex(part: string, state: State): Value {
  const index = parseInteger(part, 10, state.meter);
  // Superscripts and the like count as digits without being part of any number.
  if (index === undefined)
    throw new HookloomError("value_error", "An attribute has digits that are no number");
  return index;
}

function follow(item: Value, path: List, fallback: Value, state: State): Value {
  state.meter.spend(path.length);
  let value = item;
  for (const key of path) {
    value = getItem(value, key, state);
    if (fallback !== null && value instanceof Undefined) value = fallback;
  }
  return value;
}
