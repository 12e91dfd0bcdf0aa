import { placesIn } from "../errors/places.js";
import type { Source, Span } from "../errors/source.js";
import type { AnalyzedPlace } from "./analysis.js";

/** An offset of a source. */
export interface Place {
  readonly source: Source;
  readonly offset: number;
}

/** Where a node begins. */
export function placeOf({ span }: { readonly span: Span }, { source }: { readonly source: Source }): Place {
  return { source, offset: span.start };
}

/** Something that has a place. */
export interface Placed<Thing> extends Place {
  readonly thing: Thing;
}

/** Gives things their places: source by source, and in the order in which they stand in it. */
export function locateAll<Thing extends object>(things: Iterable<Placed<Thing>>): (Thing & AnalyzedPlace)[] {
  const all = [...things];
  const order = new Map(
    [...new Set(all.map(({ source }) => source))].map((source, index) => [source, index]),
  );
  const orderOf = ({ source }: Place) => order.get(source) ?? 0;
  return all
    .sort((a, b) => orderOf(a) - orderOf(b) || a.offset - b.offset)
    .map(({ thing, source, offset }) => ({
      ...thing,
      ...(source.name !== null && { template: source.name }),
      line: placesIn(source).line(offset),
      column: placesIn(source).column(offset),
    }));
}

/** In the order of what they are called, by UTF-16 units. */
export function sortBy<Thing>(things: Iterable<Thing>, name: (thing: Thing) => string): Thing[] {
  return [...things].sort((a, b) => (name(a) < name(b) ? -1 : 1));
}
