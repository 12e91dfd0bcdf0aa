import { HookloomError } from "../../errors/error.js";
import { equals } from "../../values/compare.js";
import { Markup } from "../../values/markup.js";
import { truth } from "../../values/truth.js";
import type { Value } from "../../values/value.js";
import type { State } from "../runtime/state.js";
import { TextBuilder } from "../sandbox/allocate.js";
import { mismatch } from "./arguments.js";
import { defineGlobal } from "./define.js";
import { intOf } from "./format/to-number.js";
import { any, index } from "./parameters.js";
import { randomIndex } from "./random.js";

// After Cicero, who wrote them before there was any copyright.
const words = (
  "lorem ipsum dolor sit amet quia consectetur adipisci velit sed non numquam eius modi tempora incidunt " +
  "ut labore et dolore magnam aliquam quaerat voluptatem nemo enim ipsam voluptas aspernatur aut odit fugit " +
  "consequuntur magni dolores eos qui ratione sequi nesciunt neque porro quisquam est minima veniam"
).split(" ");

export const lipsum = defineGlobal({
  name: "lipsum",
  functionName: "generate_lorem_ipsum",
  params: [index("n", 5), any("html", true), any("min", 20), any("max", 100)],
  run(state, count, isHtml, min, max) {
    const html = truth(isHtml);
    const out = new TextBuilder(state.meter);
    for (let paragraph = 0; paragraph < count; paragraph += 1) {
      state.meter.spend(1);
      if (paragraph > 0) out.add(html ? "\n" : "\n\n");
      if (html) out.add("<p>");
      addParagraph(out, wordCount(min, max, state), state);
      if (html) out.add("</p>");
    }
    return html ? new Markup(out.text) : out.text;
  },
});

/** Fuel of a word, which takes several random numbers. */
const wordCost = 4;

/** Sentences of ten to twenty words or more, and commas in between; the last ends with the paragraph. */
function addParagraph(out: TextBuilder, length: number, state: State): void {
  let word = -1;
  let lastComma = 0;
  let lastStop = 0;
  let capital = true;
  let pending = "";
  for (let index = 0; index < length; index += 1) {
    state.meter.spend(wordCost);
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

/** A length from `min` up to, but without, `max`. Python's `randrange` takes whole floats for ints. */
function wordCount(min: Value, max: Value, state: State): number {
  return between(wholeOf(min, state), wholeOf(max, state), state);
}

function wholeOf(value: Value, state: State): number {
  const int = intOf(value, state.meter) ?? mismatch("min", "int", value);
  if (equals(int, value, state.meter)) return Number(int);
  throw new HookloomError("value_error", "lipsum() takes whole numbers as `min` and `max`");
}

/** A whole number from `low` up to, but without, `high`. */
function between(low: number, high: number, state: State): number {
  if (low < high) return low + randomIndex(high - low, state);
  throw new HookloomError("value_error", "lipsum() takes a `min` that is less than `max`");
}
