import { htmlStrings, writeJsonString } from "../../../values/json-string.js";
import { writeJson } from "../../../values/json-write.js";
import { asText, JsonText, Markup } from "../../../values/markup.js";
import type { Value } from "../../../values/value.js";
import { toInteger } from "../arguments.js";
import { defineFilter } from "../define.js";
import { prettyPrint } from "../format/pretty-print.js";
import { any } from "../parameters.js";

/** Filters that write values for programs and for programmers. */
export const jsonFilters = [
  defineFilter({
    name: "tojson",
    summary: "Writes the value as JSON that is safe in HTML too, with sorted keys.",
    params: [any("value"), any("indent", null)],
    example: ["{{ {'b': [1, true, none], 'a': '<'}|tojson }}", '{"a": "\\u003c", "b": [1, true, null]}'],
    run(state, value, indent) {
      // The indent of a text is not looked at, since a text has no lines to indent.
      const text = asText(value);
      if (text !== undefined) return new JsonText(writeJsonString(text, htmlStrings, state.meter), "value");
      const options = { sortKeys: true, htmlSafe: true, indent: readIndent(indent) };
      const json = writeJson(value, options, state.meter);
      // An indent that is a text of any kind is written as it is.
      const isJson = typeof options.indent !== "string" || /^[ \t\n\r]*$/.test(options.indent);
      return isJson ? new JsonText(json, "value") : new Markup(json);
    },
  }),
  defineFilter({
    name: "pprint",
    summary: "Writes the value for people to read, over several lines if it does not fit on one.",
    params: [any("value")],
    example: ["{{ {'b': 1.0, 'a': ['x']}|pprint }}", "{'a': ['x'], 'b': 1.0}"],
    run: (state, value) => prettyPrint(value, state.meter),
  }),
];

/** A text, or as many blanks as the number says. */
function readIndent(indent: Value): string | number | undefined {
  return indent === null ? undefined : (asText(indent) ?? toInteger(indent, "indent"));
}
