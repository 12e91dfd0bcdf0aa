import { asText, escaped, escapeText, Markup } from "../../../values/markup.js";
import { defineFilter } from "../define.js";
import { any } from "../parameters.js";

/** Filters that make, mark or take away HTML. */
export const htmlFilters = [
  defineFilter({
    name: "escape",
    aliases: ["e"],
    summary: "Replaces `&`, `<`, `>`, `'` and `\"` by entities, unless the value is HTML already.",
    params: [any("value")],
    example: ["{{ '<b>'|escape }}", "&lt;b&gt;"],
    run: (state, value) => new Markup(escaped(value, state.meter)),
  }),
  defineFilter({
    name: "forceescape",
    summary: "Escapes for HTML even what is HTML already.",
    params: [any("value")],
    example: ["{{ '<b>'|escape|forceescape }}", "&amp;lt;b&amp;gt;"],
    run: (state, value) => new Markup(escapeText(state.text(value), state.meter)),
  }),
  defineFilter({
    name: "safe",
    summary: "Marks the value as HTML, which is not escaped again.",
    params: [any("value")],
    example: ["{% autoescape true %}{{ '<b>'|safe }}{% endautoescape %}", "<b>"],
    run: (state, value) => new Markup(asText(value) ?? state.text(value)),
  }),
];
