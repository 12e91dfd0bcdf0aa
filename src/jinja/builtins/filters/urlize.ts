import { HookloomError } from "../../../errors/error.js";
import { compare } from "../../../values/compare.js";
import { toList } from "../../../values/iterate.js";
import { asText, escaped, Markup } from "../../../values/markup.js";
import { compareText, spaceClass, textLength } from "../../../values/text.js";
import { truth } from "../../../values/truth.js";
import { noAttribute } from "../../../values/undefined.js";
import type { Value } from "../../../values/value.js";
import { wordClass } from "../../../values/word.js";
import type { State } from "../../runtime/state.js";
import { toInteger } from "../arguments.js";
import { defineFilter } from "../define.js";
import { trimmed, urlize } from "../format/urlize.js";
import { any } from "../parameters.js";

/** The filter that makes links. */
export const urlizeFilter = defineFilter({
  name: "urlize",
  params: [
    any("value"),
    any("trim_url_limit", null),
    any("nofollow", false),
    any("target", null),
    any("rel", null),
    any("extra_schemes", null),
  ],
  run(state, value, limit, nofollow, target, rel, extraSchemes) {
    const relation = relations(rel, nofollow, state);
    const schemes = readSchemes(extraSchemes, state);
    const html = escaped(value, state.meter);
    const attributes = ` rel="${relation}"${targetAttribute(target, state)}`;
    const shown = (url: string) => {
      const fits = limit === null || !(compare(textLength(url), limit, state.meter, ">") > 0);
      return fits ? url : trimmed(url, toInteger(limit, "trim_url_limit"));
    };
    const text = urlize(html, { attributes, shown, schemes }, state.meter);
    return state.autoescape ? new Markup(text) : text;
  },
});

const spaces = new RegExp(`[${spaceClass}]+`);

/** The words of `rel`, sorted, with `noopener` always among them. */
function relations(rel: Value, nofollow: Value, state: State): string {
  const words = new Set(["noopener"]);
  if (truth(rel)) {
    const text = asText(rel) ?? noAttribute(rel, "split");
    state.meter.reserve(text.length);
    for (const word of text.split(spaces)) if (word !== "") words.add(word);
  }
  if (truth(nofollow)) words.add("nofollow");
  return escaped([...words].sort(compareText).join(" "), state.meter);
}

function targetAttribute(target: Value, state: State): string {
  return truth(target) ? ` target="${escaped(target, state.meter)}"` : "";
}

const schemePattern = new RegExp(`^[${wordClass}.+-]{2,}:/{0,2}$`, "u");

function readSchemes(value: Value, state: State): string[] {
  if (value === null) return [];
  for (const item of toList(value, state.meter)) {
    const scheme = asText(item);
    if (scheme === undefined) {
      throw new HookloomError("type_error", "expected string or bytes-like object");
    }
    if (!schemePattern.test(scheme)) {
      throw new HookloomError("filter_argument", "The value is not a valid URI scheme prefix");
    }
  }
  // Jinja2 goes through the schemes again, so that of a generator nothing is left.
  return toList(value, state.meter).map((scheme) => asText(scheme) as string);
}
