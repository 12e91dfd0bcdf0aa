import { HookloomError } from "../../../errors/error.js";
import { Dict } from "../../../values/dict.js";
import { stripTags } from "../../../values/html-tags.js";
import { asText, escaped, escapeText, JsonText, Markup } from "../../../values/markup.js";
import { truth } from "../../../values/truth.js";
import { noAttribute, Undefined } from "../../../values/undefined.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { TextBuilder } from "../../sandbox/allocate.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";
import { urlFilters } from "./url.js";

/** Filters that make, mark or take away HTML, and those about addresses. */
export const htmlFilters = [
  defineFilter({
    name: "escape",
    aliases: ["e"],
    params: [any("value")],
    run: (state, value) => new Markup(escaped(value, state.meter)),
  }),
  defineFilter({
    name: "forceescape",
    params: [any("value")],
    run: (state, value) => new Markup(escapeText(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "safe",
    params: [any("value")],
    run: (state, value) =>
      value instanceof JsonText ? value : new Markup(asText(value) ?? state.text(value)),
  }),
  defineFilter({
    name: "striptags",
    params: [any("value")],
    run: (state, value) => stripTags(state.text(value), state.meter),
  }),
  defineFilter({
    name: "xmlattr",
    params: [any("value"), any("autospace", true)],
    run(state, value, autospace) {
      const out = new TextBuilder(state.meter);
      for (const [key, item] of attributesOf(value)) {
        state.meter.spend(1);
        if (item === null || item instanceof Undefined) continue;
        if (out.text !== "" || truth(autospace)) out.add(" ");
        out.add(attributeName(key, state)).add('="').add(escaped(item, state.meter)).add('"');
      }
      return state.autoescape ? new Markup(out.text) : out.text;
    },
  }),
  ...urlFilters,
];

function attributesOf(value: Value): Iterable<[Value, Value]> {
  return value instanceof Dict ? value.entries() : noAttribute(value, "items");
}

/** Refuses what would end the name of an attribute, and with it the safety of what follows. */
function attributeName(key: Value, state: State): string {
  const name = asText(key);
  if (name === undefined) throw new HookloomError("type_error", "expected string or bytes-like object");
  if (/[ \t-\r/>=]/.test(name)) {
    throw new HookloomError("value_error", "Invalid character in attribute name");
  }
  return escaped(key, state.meter);
}
