import type { Source } from "../errors/source.js";
import type { AnalyzedPlace } from "./analysis.js";

/** An offset of a source. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** Something that has a place. */
export interface Placed<Thing> extends Place {
  readonly thing: Thing;
}

/** Gives things their places, each source read once, and in the order in which they stand in it. */
export function locateAll<Thing extends object>(things: Iterable<Placed<Thing>>): (Thing & AnalyzedPlace)[] {
  const found: (Thing & AnalyzedPlace)[] = [];
  const bySource = new Map<Source, Placed<Thing>[]>();
  for (const each of things) {
    const known = bySource.get(each.source);
    if (known === undefined) bySource.set(each.source, [each]);
    else known.push(each);
  }
  for (const [{ name, text }, placed] of bySource) {
    let [at, line, column] = [0, 1, 1];
    for (const { thing, offset } of placed.sort((a, b) => a.offset - b.offset)) {
      for (const character of text.slice(at, offset)) {
        [line, column] = character === "\n" ? [line + 1, 1] : [line, column + 1];
      }
      at = Math.max(at, offset);
      found.push({ ...thing, ...(name !== null && { template: name }), line, column });
    }
  }
  return found;
}

/** In the order of what they are called, by UTF-16 units. */
export function sortBy<Thing>(things: Iterable<Thing>, name: (thing: Thing) => string): Thing[] {
  return [...things].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
