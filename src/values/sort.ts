import { compare } from "./compare.js";
import type { Budget, List, Value } from "./value.js";

/** Up to so many items are sorted by insertion. */
const longestRun = 64;

/** An item and what it is sorted by. */
interface Entry {
  readonly item: Value;
  readonly key: Value;
}

/**
 * `sorted(items, key=…, reverse=…)`: stable, by `<` only, and one unit of work a comparison.
 *
 * It goes about it as CPython does, so lists of up to 63 items come out the same even where `<` is no order,
 * as among NaNs. It does not rest on JavaScript's own sort, which differs between engines there.
 *
 * @param items an array of the caller's own
 * @throws HookloomError `type_error` where Python does not order two of the keys
 */
export function sorted(items: List, key: (item: Value) => Value, reverse: boolean, budget: Budget): List {
  budget.reserve(items.length * 32);
  const entries = items.map((item) => {
    budget.spend(1);
    return { item, key: key(item) };
  });
  // Reversed twice, so that equal items stay in their order.
  if (reverse) entries.reverse();
  const less = (a: Entry, b: Entry): boolean => {
    budget.spend(1);
    return compare(a.key, b.key, budget) < 0;
  };
  const result = mergeSort(entries, less).map(({ item }) => item);
  return reverse ? result.reverse() : result;
}

type Less = (a: Entry, b: Entry) => boolean;

function mergeSort(entries: Entry[], less: Less): Entry[] {
  if (entries.length < longestRun) return insertionSort(entries, less);
  const middle = entries.length >> 1;
  return merge(mergeSort(entries.slice(0, middle), less), mergeSort(entries.slice(middle), less), less);
}

/** Puts what is not yet in order where it belongs, found by halving. */
function insertionSort(entries: Entry[], less: Less): Entry[] {
  const result = orderedStart(entries, less);
  for (let next = result.length; next < entries.length; next += 1) {
    const entry = entries[next] as Entry;
    let low = 0;
    let high = next;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (less(entry, result[middle] as Entry)) high = middle;
      else low = middle + 1;
    }
    result.splice(low, 0, entry);
  }
  return result;
}

/** The longest start that is in order already, or in the opposite order, which is then turned around. */
function orderedStart(entries: Entry[], less: Less): Entry[] {
  const falls = (index: number): boolean => less(entries[index] as Entry, entries[index - 1] as Entry);
  if (entries.length < 2) return entries.slice();
  const descending = falls(1);
  let end = 2;
  while (end < entries.length && falls(end) === descending) end += 1;
  const start = entries.slice(0, end);
  return descending ? start.reverse() : start;
}

function merge(left: Entry[], right: Entry[], less: Less): Entry[] {
  const result: Entry[] = [];
  let at = 0;
  for (const entry of left) {
    while (at < right.length && less(right[at] as Entry, entry)) {
      result.push(right[at] as Entry);
      at += 1;
    }
    result.push(entry);
  }
  return result.concat(right.slice(at));
}
