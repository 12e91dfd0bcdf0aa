/**
 * Times a function in batches: the inputs of a batch are made before the clock starts, and every result is
 * read once, so that text which engines hold in pieces is put together for all of them alike.
 *
 * @param input makes what a run is given
 * @param run the work
 * @param budget milliseconds to warm up and to measure
 * @param weight bytes an input holds, to bound a batch
 * @returns nanoseconds a run, of each batch
 */
export function sample({ input, run, budget, weight = 1000 }) {
  const largest = Math.max(1, Math.min(2000, Math.floor(16_000_000 / Math.max(1, weight))));
  const warmUntil = performance.now() + budget.warm;
  let count = 1;
  while (performance.now() < warmUntil) {
    const took = batch(input, run, count);
    // Batches of about two milliseconds.
    if (took < 1 && count < largest) count = Math.min(largest, count * 2);
    else if (took > 4 && count > 1) count = Math.ceil(count / 2);
  }
  const samples = [];
  const end = performance.now() + budget.measure;
  let rounds = 0;
  while (performance.now() < end || rounds < 3) {
    samples.push((batch(input, run, count) * 1e6) / count);
    rounds += 1;
  }
  return samples;
}

let sink = 0;

function batch(input, run, count) {
  const inputs = [];
  for (let index = 0; index < count; index += 1) inputs.push(input());
  const start = performance.now();
  for (let index = 0; index < count; index += 1) {
    const result = run(inputs[index]);
    sink += typeof result === "string" ? result.charCodeAt(result.length >> 1) : 1;
  }
  return performance.now() - start;
}

/** Keeps what was measured from being left out as useless. */
export const sunk = () => sink;

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/** The value that so great a part of the values is below. */
export function quantile(values, part) {
  return [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) * part)];
}
