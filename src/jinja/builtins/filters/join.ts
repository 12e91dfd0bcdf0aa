import { iterate, toList } from "../../../values/iterate.js";
import { escaped, isText, Markup } from "../../../values/markup.js";
import { Instance, type List, type Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { joinText } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";
import { attributeGetter } from "./attribute-path.js";

/** The filter that makes one text of many items. */
export const joinFilters = [
  defineFilter({
    name: "join",
    summary: "The items, or an attribute of each, as one text with a separator between them.",
    params: [any("value"), any("d", ""), any("attribute", null)],
    example: ["{{ [1, 2, 3]|join(', ') }}", "1, 2, 3"],
    run(state, value, separator, attribute) {
      if (!state.autoescape) {
        const between = state.text(separator);
        return joined(itemsOf(value, attribute, state), between, state);
      }
      const items = itemsOf(value, attribute, state);
      if (!isHtml(separator, state)) {
        // HTML among the items makes HTML of everything, and the rest of it is escaped.
        return items.some((item) => isHtml(item, state))
          ? joinedHtml(items, escaped(separator, state.meter), state)
          : joined(items, state.text(separator), state);
      }
      if (separator instanceof Markup) return joinedHtml(items.map(softText(state)), separator.value, state);
      return joined(items, state.text(separator), state);
    },
  }),
];

function itemsOf(value: Value, attribute: Value, state: State): List {
  if (attribute === null) return toList(value, state.meter);
  const get = attributeGetter(attribute, state);
  const items: List = [];
  const iterator = iterate(value, state.meter);
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    state.meter.reserve(8);
    state.meter.spend(1);
    items.push(get(step.value));
  }
  return items;
}

function joined(items: List, separator: string, state: State): string {
  const parts = items.map((item) => {
    state.meter.spend(1);
    return state.text(item);
  });
  return joinText(parts, separator, state.meter);
}

function joinedHtml(items: List, separator: string, state: State): Markup {
  const parts = items.map((item) => {
    state.meter.spend(1);
    return escaped(item, state.meter);
  });
  return new Markup(joinText(parts, separator, state.meter));
}

function softText(state: State): (item: Value) => Value {
  return (item) => (isText(item) ? item : state.text(item));
}

function isHtml(value: Value, state: State): boolean {
  return value instanceof Instance && value.html(state.meter) !== undefined;
}
