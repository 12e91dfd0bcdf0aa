/** A name that may have been meant, as help with one that there is not. */
export function didYouMean(name: string, candidates: Iterable<string>): string | undefined {
  const meant = similar(name, candidates);
  return meant === undefined ? undefined : `Did you mean '${meant}'?`;
}

/** So many candidates of a length that fits are compared: no name is looked for among more. */
const mostCandidates = 200;

/** The candidate that is most like a name, if one is near enough to have been meant. */
export function similar(name: string, candidates: Iterable<string>): string | undefined {
  // Less than half of the name: `elif` is not meant for `if`.
  const limit = name.length < 5 ? 1 : name.length < 8 ? 2 : 3;
  let best: string | undefined;
  let bestDistance = limit + 1;
  let compared = 0;
  for (const candidate of candidates) {
    if (Math.abs(candidate.length - name.length) > limit) continue;
    compared += 1;
    if (compared > mostCandidates) break;
    const isCase = candidate.toLowerCase() === name.toLowerCase();
    const distance = isCase ? 0.5 : editDistance(name, candidate, limit);
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance];
  }
  return best;
}

/**
 * How many characters must be inserted, deleted, replaced or swapped with their neighbour (Damerau); infinite where
 * that is more than `limit`. Cells further from the diagonal than that cannot be part of the way.
 */
function editDistance(a: string, b: string, limit: number): number {
  // Names are short; longer ones are not compared.
  if (a.length > 64 || b.length > 64) return Number.POSITIVE_INFINITY;
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, index) => index);
  let leastBefore = 0;
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    let least = i;
    for (let j = Math.max(1, i - limit); j <= Math.min(b.length, i + limit); j += 1) {
      const isSame = a[i - 1] === b[j - 1];
      let cost = Math.min(
        (last[j] ?? limit) + 1,
        (row[j - 1] ?? limit) + 1,
        (last[j - 1] ?? limit) + (isSame ? 0 : 1),
      );
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) {
        cost = Math.min(cost, (before[j - 2] ?? limit) + 1);
      }
      row[j] = cost;
      least = Math.min(least, cost);
    }
    if (Math.min(least, leastBefore + 1) > limit) return Number.POSITIVE_INFINITY;
    leastBefore = least;
    [before, last] = [last, row];
  }
  return last[b.length] ?? Number.POSITIVE_INFINITY;
}
