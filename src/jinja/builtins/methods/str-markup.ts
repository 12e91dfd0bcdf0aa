import { unescapeHtml } from "../../../values/html-entities.js";
import { stripTags } from "../../../values/html-tags.js";
import { Markup } from "../../../values/markup.js";
import { defineMethod, type Method } from "./method.js";
import { escapedPart, readText } from "./str-parameters.js";

/** The methods that Markup has and str has not. */
export const htmlMethods: Method[] = [
  defineMethod({
    name: "escape",
    summary: "A value escaped, whatever Markup it is called on.",
    params: [escapedPart("s")],
    positionalOnly: true,
    example: ["{{ (''|e).escape('<b>') }}", "&lt;b&gt;"],
    run: (_state, _self: Markup, html) => new Markup(html),
  }),
  defineMethod({
    name: "striptags",
    summary: "The text that the HTML shows: without tags, and with single blanks for white space.",
    params: [],
    positionalOnly: true,
    example: ["{{ ('<b>1 &lt;  2</b>'|safe).striptags() }}", "1 < 2"],
    run: (state, self: Markup) => stripTags(readText(self, state), state.meter),
  }),
  defineMethod({
    name: "unescape",
    summary: "The text with its character references replaced by the characters.",
    params: [],
    positionalOnly: true,
    example: ["{{ ('1 &lt; 2'|safe).unescape() }}", "1 < 2"],
    run: (state, self: Markup) => unescapeHtml(readText(self, state), state.meter),
  }),
];
