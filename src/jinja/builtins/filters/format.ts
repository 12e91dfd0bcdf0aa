import { HookloomError } from "../../../errors/error.js";
import { Dict } from "../../../values/dict.js";
import { Tuple } from "../../../values/tuple.js";
import { defineFilter } from "../define.js";
import { formatPercent } from "../format/percent.js";
import { keywords, rest, softText } from "../parameters.js";

/** The filter that fills in printf-style templates. */
export const formatFilters = [
  defineFilter({
    name: "format",
    params: [softText("value"), rest("args"), keywords("kwargs")],
    run(state, template, args, named) {
      if (named.size === 0) return formatPercent(template, new Tuple(args), state);
      if (args.length > 0) {
        throw new HookloomError(
          "filter_argument",
          "can't handle positional and keyword arguments at the same time",
        );
      }
      state.meter.spend(named.size);
      return formatPercent(template, Dict.fromEntries(named, state.meter), state);
    },
  }),
];
