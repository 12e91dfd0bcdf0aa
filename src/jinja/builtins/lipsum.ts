import { HookloomError } from "../../errors/error.js";
import { Markup } from "../../values/markup.js";
import type { State } from "../runtime/state.js";
import { TextBuilder } from "../sandbox/allocate.js";
import { defineGlobal } from "./define.js";
import { flag, int } from "./parameters.js";
import { randomIndex } from "./random.js";

// After Cicero, who wrote them before there was any copyright.
const words = (
  "lorem ipsum dolor sit amet quia consectetur adipisci velit sed non numquam eius modi tempora incidunt " +
  "ut labore et dolore magnam aliquam quaerat voluptatem nemo enim ipsam voluptas aspernatur aut odit fugit " +
  "consequuntur magni dolores eos qui ratione sequi nesciunt neque porro quisquam est minima veniam quis " +
  "nostrum exercitationem ullam corporis suscipit laboriosam nisi aliquid ex ea commodi vel eum iure " +
  "reprehenderit in esse quam nihil molestiae illum quo nulla pariatur at vero accusamus iusto odio " +
  "dignissimos ducimus blanditiis praesentium deleniti atque corrupti quos quas molestias excepturi sint"
).split(" ");

export const lipsum = defineGlobal({
  name: "lipsum",
  summary: "So many paragraphs of placeholder text, of `min` up to `max` words each; of HTML by default.",
  params: [int("n", 5), flag("html", true), int("min", 20), int("max", 100)],
  example: ["{{ lipsum(2, html=false, min=1, max=2).split('.')|length }}", "3"],
  run(state, count, html, min, max) {
    const out = new TextBuilder(state.meter);
    for (let paragraph = 0; paragraph < count; paragraph += 1) {
      state.meter.spend(1);
      if (paragraph > 0) out.add(html ? "\n" : "\n\n");
      if (html) out.add("<p>");
      addParagraph(out, between(min, max, state), state);
      if (html) out.add("</p>");
    }
    return html ? new Markup(out.text) : out.text;
  },
});

/** Sentences of ten to twenty words or more, and commas in between; the last ends with the paragraph. */
function addParagraph(out: TextBuilder, length: number, state: State): void {
  let word = -1;
  let lastComma = 0;
  let lastStop = 0;
  let capital = true;
  let pending = "";
  for (let index = 0; index < length; index += 1) {
    state.meter.spend(1);
    if (index > 0) out.add(`${pending} `);
    // Never the same word twice in a row, whatever the source of randomness is like.
    word =
      word < 0
        ? randomIndex(words.length, state)
        : (word + 1 + randomIndex(words.length - 1, state)) % words.length;
    const text = words[word] as string;
    out.add(capital ? text.charAt(0).toUpperCase() + text.slice(1) : text);
    capital = false;
    pending = "";
    if (index - between(3, 8, state) > lastComma) {
      lastComma = index;
      lastStop += 2;
      pending = ",";
    }
    if (index - between(10, 20, state) > lastStop) {
      lastComma = index;
      lastStop = index;
      pending = ".";
      capital = true;
    }
  }
  out.add(".");
}

/** A whole number from `low` up to, but without, `high`. */
function between(low: number, high: number, state: State): number {
  if (low < high) return low + randomIndex(high - low, state);
  throw new HookloomError("value_error", "lipsum() takes a `min` that is less than `max`");
}
