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
    params: [any("value"), any("indent", null)],
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
    params: [any("value")],
    run: (state, value) => prettyPrint(value, state.meter),
  }),
];

/** A text, or as many blanks as the number says. */
function readIndent(indent: Value): string | number | undefined {
  return indent === null ? undefined : (asText(indent) ?? toInteger(indent, "indent"));
}
