import { defineFilter } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import { writeJson } from "../values/json-write.js";
import { JsonText } from "../values/markup.js";

/** The filter for values between the quotes of a JSON string. */
export const jsonString = defineFilter({
  name: "json_string",
  params: [any("value")],
  run: (state, value) => new JsonText(writeJson(state.text(value), {}, state.meter).slice(1, -1), "content"),
});
