import { unescapeHtml } from "../../../values/html-entities.js";
import { stripTags } from "../../../values/html-tags.js";
import { Markup } from "../../../values/markup.js";
import { defineMethod, type Method } from "./method.js";
import { escapedPart, readText } from "./str-parameters.js";

/** The methods that Markup has and str has not. */
export const htmlMethods: Method[] = [
  defineMethod({
    name: "escape",
    params: [escapedPart("s")],
    positionalOnly: true,
    run: (_state, _self: Markup, html) => new Markup(html),
  }),
  defineMethod({
    name: "striptags",
    params: [],
    positionalOnly: true,
    run: (state, self: Markup) => stripTags(readText(self, state), state.meter),
  }),
  defineMethod({
    name: "unescape",
    params: [],
    positionalOnly: true,
    run: (state, self: Markup) => unescapeHtml(readText(self, state), state.meter),
  }),
];
