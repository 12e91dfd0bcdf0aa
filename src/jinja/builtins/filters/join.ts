import { items, iterate } from "../../../values/iterate.js";
import { escaped, htmlOf, isText, Markup } from "../../../values/markup.js";
import { bytesPerItem, type List, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { joinText } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";
import { attributeGetter } from "./attribute-path.js";

/** The filter that makes one text of many items. */
export const joinFilters = [
  defineFilter({
    name: "join",
    params: [any("value"), any("d", ""), any("attribute", null)],
    run(state, value, separator, attribute) {
      if (!state.autoescape) {
        const between = state.text(separator);
        return joined(itemsOf(value, attribute, state), between, state);
      }
      const all = itemsOf(value, attribute, state);
      if (htmlOf(separator, state.meter) === undefined) {
        // HTML among the items makes HTML of everything, and the rest of it is escaped.
        return all.some((item) => htmlOf(item, state.meter) !== undefined)
          ? joinedHtml(all, escaped(separator, state.meter), state)
          : joined(all, state.text(separator), state);
      }
      if (separator instanceof Markup) return joinedHtml(all.map(softText(state)), separator.value, state);
      return joined(all, state.text(separator), state);
    },
  }),
];

function itemsOf(value: Value, attribute: Value, state: State): List {
  if (attribute === null) return items(value, state.meter);
  const get = attributeGetter(attribute, state);
  const attributes: List = [];
  const iterator = iterate(value, state.meter);
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    state.meter.reserve(bytesPerItem);
    state.meter.spend(1);
    attributes.push(get(step.value));
  }
  return attributes;
}

function joined(all: List, separator: string, state: State): string {
  return joinedAs((item) => state.text(item), all, separator, state);
}

function joinedHtml(all: List, separator: string, state: State): Markup {
  return new Markup(joinedAs((item) => escaped(item, state.meter), all, separator, state));
}

function joinedAs(write: (item: Value) => string, all: List, separator: string, state: State): string {
  state.meter.reserve(all.length * bytesPerItem);
  const parts: string[] = [];
  for (const item of all) {
    state.meter.spend(1);
    parts.push(write(item));
  }
  return joinText(parts, separator, state.meter);
}

function softText(state: State): (item: Value) => Value {
  return (item) => (isText(item) ? item : state.text(item));
}
