export type { Catalogue } from "./catalogue.js";
export { type HumanizeFilters, type HumanizeOptions, humanize } from "./humanize.js";
