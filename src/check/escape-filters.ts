import { defineFilter, type FilterDefinition } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import type { State } from "../jinja/runtime/state.js";
import { writeJson } from "../values/json-write.js";
import { asText, JsonText } from "../values/markup.js";
import { Undefined } from "../values/undefined.js";
import type { Value } from "../values/value.js";
import type { Position } from "./positions.js";

/** What escapes a value for its place: filters with names that no template can write. */
export const escapeNames: Readonly<Record<Exclude<Position, "raw">, string>> = {
  value: "json value",
  content: "json content",
  key: "json key",
};

/** The filters that `escape: "json"` puts behind each `{{ }}`. */
export const escapeFilters: Readonly<Record<string, FilterDefinition>> = Object.fromEntries(
  [
    define("value", (value, state) => {
      if (value instanceof JsonText && value.part === "value") return value.value;
      // Printing what is not there fails where undefined values are strict.
      if (value instanceof Undefined) return state.text(value) === "" ? "null" : quotedText(value, state);
      return writeJson(value, {}, state.meter);
    }),
    define("content", (value, state) => {
      if (value instanceof JsonText && value.part === "content") return value.value;
      return quotedText(value, state).slice(1, -1);
    }),
    define("key", (value, state) => {
      // JSON that is no string cannot be a key; as text it can.
      if (value instanceof JsonText && value.part === "value" && value.value.startsWith('"'))
        return value.value;
      return quotedText(value, state);
    }),
  ].map((filter) => [filter.name, filter]),
);

function quotedText(value: Value, state: State): string {
  return writeJson(asText(value) ?? state.text(value), {}, state.meter);
}

function define(
  position: Exclude<Position, "raw">,
  run: (value: Value, state: State) => Value,
): FilterDefinition {
  return defineFilter({
    name: escapeNames[position],
    params: [any("value")],
    run: (state, value) => run(value, state),
  });
}
