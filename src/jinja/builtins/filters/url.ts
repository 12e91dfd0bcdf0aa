import { HookloomError } from "../../../errors/error.js";
import { Dict } from "../../../values/dict.js";
import { isIterable, iterate, toList } from "../../../values/iterate.js";
import { asText } from "../../../values/markup.js";
import { typeName } from "../../../values/type-name.js";
import type { List, Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { joinText } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { quoteUrl, quoteUrlField } from "../format/quote-url.js";
import { any } from "../parameters.js";
import { urlizeFilter } from "./urlize.js";

/** Filters about addresses. */
export const urlFilters = [
  urlizeFilter,
  defineFilter({
    name: "urlencode",
    params: [any("value")],
    run(state, value) {
      const text = asText(value);
      if (text !== undefined) return quoteUrl(text, state.meter);
      if (!isIterable(value, state.meter)) return quoteUrl(state.text(value), state.meter);
      const fields: string[] = [];
      const field = (key: Value, item: Value) => {
        state.meter.spend(1);
        const name = quoteUrlField(state.text(key), state.meter);
        fields.push(`${name}=${quoteUrlField(state.text(item), state.meter)}`);
      };
      if (value instanceof Dict) for (const [key, item] of value.entries()) field(key, item);
      else eachPair(value, field, state);
      return joinText(fields, "&", state.meter);
    },
  }),
];

function eachPair(value: Value, use: (key: Value, item: Value) => void, state: State): void {
  const iterator = iterate(value, state.meter);
  for (let step = iterator.next(); step.done !== true; step = iterator.next()) {
    const [key, item] = unpackPair(step.value, state);
    use(key as Value, item as Value);
  }
}

function unpackPair(pair: Value, state: State): List {
  if (!isIterable(pair, state.meter)) {
    throw new HookloomError("type_error", `cannot unpack non-iterable ${typeName(pair)} object`);
  }
  const items = toList(pair, state.meter);
  if (items.length === 2) return items;
  const fault = items.length > 2 ? "too many values" : "not enough values";
  throw new HookloomError("value_error", `${fault} to unpack (expected 2)`);
}
