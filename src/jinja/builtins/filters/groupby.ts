import { equalOrSame } from "../../../values/compare.js";
import { toList } from "../../../values/iterate.js";
import { sorted } from "../../../values/sort.js";
import { Tuple } from "../../../values/tuple.js";
import { bytesPerItem, type List, type Value } from "../../../values/value.js";
import { defineFilter } from "../define.js";
import { any, flag } from "../parameters.js";
import { attributeGetter } from "./attribute-path.js";

/** One of the groups: a tuple whose items have names as well. */
class Group extends Tuple {
  override readonly typeName = "jinja2.filters._GroupTuple";

  constructor(grouper: Value, list: List) {
    super([grouper, list]);
  }

  override attribute(name: string): Value | undefined {
    return name === "grouper" ? this.items[0] : name === "list" ? this.items[1] : undefined;
  }
}

/** Bytes that a group is counted as: a tuple with two items, and a list. */
const bytesPerGroup = 192;

/** The filter that sorts items into groups. */
export const groupFilters = [
  defineFilter({
    name: "groupby",
    params: [any("value"), any("attribute"), any("default", null), flag("case_sensitive", false)],
    run(state, value, attribute, fallback, caseSensitive) {
      const { meter } = state;
      const keyOf = attributeGetter(attribute, state, { foldCase: !caseSensitive, fallback });
      const shownKeyOf = caseSensitive ? keyOf : attributeGetter(attribute, state, { fallback });
      const groups: List[] = [];
      let last: Value | undefined;
      for (const item of sorted(toList(value, meter), keyOf, false, meter)) {
        meter.spend(1);
        meter.reserve(bytesPerItem);
        const key = keyOf(item);
        if (last !== undefined && equalOrSame(last, key, meter)) groups.at(-1)?.push(item);
        else {
          meter.reserve(bytesPerGroup);
          groups.push([item]);
          last = key;
        }
      }
      return groups.map((items) => new Group(shownKeyOf(items[0] as Value), items));
    },
  }),
];
