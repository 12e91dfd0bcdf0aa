import type { FilterDefinition } from "../jinja/builtins/define.js";
import { listOf, type OptionKinds, readOptions } from "../options.js";
import { type Catalogue, catalogueKind } from "./catalogue.js";
import { clampFilter } from "./clamp.js";
import { dayFilters } from "./day.js";
import { deltaFilter } from "./delta.js";
import { durationFilters } from "./duration.js";
import { localeFilters } from "./locale.js";
import { preciseDeltaFilter } from "./precise-delta.js";
import { quantityFilters } from "./quantity.js";
import { separatorFilters } from "./separators.js";
import { sizeFilter } from "./size.js";
import { timeFilter } from "./time.js";
import { wordFilters } from "./words.js";

/** The humanize filters by name, such as `humanize_naturalsize`, for the option `filters`. */
export type HumanizeFilters = Readonly<Record<string, FilterDefinition>>;

/** What the humanize filters can be made with. */
export interface HumanizeOptions {
  /**
   * The languages that templates may switch to beside English, by `humanize_activate`; none by default. Of two with
   * one name, the last counts.
   */
  readonly catalogues?: readonly Catalogue[];
}

const humanizeKinds: OptionKinds<HumanizeOptions> = { catalogues: listOf(catalogueKind) };

/** Fuel of one of these filters: they work with big ints, formats and dates, on the shortest of values. */
const cost = 32;

/**
 * Makes the filters.
 * @throws HookloomError `option_invalid` for an option that does not exist, and for what is no catalogue
 */
function makeFilters(options: HumanizeOptions = {}): HumanizeFilters {
  const { catalogues = [] } = readOptions(options, humanizeKinds);
  const filters = [
    clampFilter,
    ...dayFilters,
    deltaFilter,
    ...durationFilters,
    ...localeFilters(catalogues),
    preciseDeltaFilter,
    ...quantityFilters,
    ...separatorFilters,
    sizeFilter,
    timeFilter,
    ...wordFilters,
  ];
  return Object.fromEntries(filters.map((filter) => [filter.name, paid(filter)]));
}

function paid(filter: FilterDefinition): FilterDefinition {
  const { run } = filter;
  return {
    ...filter,
    run(state, ...values) {
      state.meter.spend(cost);
      return run(state, ...values);
    },
  };
}

/** The filters with no language but English. */
export const humanizeFilters: HumanizeFilters = makeFilters();

/**
 * The filters of jinja2-humanize-extension, as python-humanize 4.16 prints them: in English as they are, or
 * called with catalogues of other languages.
 *
 * @param options the catalogues of other languages
 * @returns filters by name, for the option `filters`
 * @throws HookloomError `option_invalid`, when called, for options that are no object or have another name, and for
 * what is no list of catalogues, a catalogue without a rule for plurals that gettext knows among them
 * @see https://humanize.readthedocs.io/
 *
 * @example environment.addFilters(humanize);
 * @example createWebhook(definition, { filters: humanize({ catalogues: [german] }) });
 */
export const humanize: HumanizeFilters & ((options: HumanizeOptions) => HumanizeFilters) = Object.assign(
  (options: HumanizeOptions) => makeFilters(options),
  humanizeFilters,
);
