import type { FilterDefinition } from "../define.js";
import { arrangeFilters } from "./arrange.js";
import { formatFilters } from "./format.js";
import { groupFilters } from "./groupby.js";
import { htmlFilters } from "./html.js";
import { joinFilters } from "./join.js";
import { jsonFilters } from "./json.js";
import { layoutFilters } from "./layout.js";
import { lookupFilters } from "./lookup.js";
import { numberFilters } from "./number.js";
import { orderFilters } from "./order.js";
import { selectFilters } from "./select.js";
import { sequenceFilters } from "./sequence.js";
import { textFilters } from "./text.js";

/** Jinja2's built-in filters, by name and alias. */
export const builtinFilters: ReadonlyMap<string, FilterDefinition> = new Map(
  [
    ...arrangeFilters,
    ...formatFilters,
    ...groupFilters,
    ...htmlFilters,
    ...joinFilters,
    ...jsonFilters,
    ...layoutFilters,
    ...lookupFilters,
    ...numberFilters,
    ...orderFilters,
    ...selectFilters,
    ...sequenceFilters,
    ...textFilters,
  ].flatMap((filter) => [filter.name, ...(filter.aliases ?? [])].map((name) => [name, filter] as const)),
);
