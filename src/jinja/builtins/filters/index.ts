import type { FilterDefinition } from "../define.js";
import { htmlFilters } from "./html.js";
import { jsonFilters } from "./json.js";
import { layoutFilters } from "./layout.js";
import { lookupFilters } from "./lookup.js";
import { numberFilters } from "./number.js";
import { sequenceFilters } from "./sequence.js";
import { textFilters } from "./text.js";

/** Jinja2's built-in filters, by name and alias. */
export const builtinFilters: ReadonlyMap<string, FilterDefinition> = new Map(
  [
    ...htmlFilters,
    ...jsonFilters,
    ...layoutFilters,
    ...lookupFilters,
    ...numberFilters,
    ...sequenceFilters,
    ...textFilters,
  ].flatMap((filter) => [filter.name, ...(filter.aliases ?? [])].map((name) => [name, filter] as const)),
);
