/**
 * Times works in batches, in turns where there are several: what disturbs the machine disturbs them alike. The
 * inputs of a batch are made before the clock starts, and every result is read once, so that text which
 * engines hold in pieces is put together for all of them alike.
 *
 * @param works of each: `input` makes what a run is given, `run` is the work, and `weight` the bytes that an input
 *   holds, to bound a batch
 * @param budget milliseconds to warm up and to measure each, of the processor: on a busy machine they take longer
 * @returns of each work, nanoseconds a run, of each batch
 */
export function sample(works, budget) {
  const counts = works.map((work) => warmUp(work, budget.warm));
  const samples = works.map(() => []);
  const end = used() + budget.measure * works.length;
  for (let turn = 0; used() < end || turn < 3; turn += 1) {
    for (const index of turn % 2 === 0 ? works.keys() : [...works.keys()].reverse()) {
      samples[index].push((batch(works[index], counts[index]) * 1e6) / counts[index]);
    }
  }
  return samples;
}

/**
 * Runs until it gets no faster: just-in-time compilers take longer for some than for others.
 * @returns how many runs make a batch of about two milliseconds
 */
function warmUp(work, milliseconds) {
  const largest = Math.max(1, Math.min(2000, Math.floor(16_000_000 / Math.max(1, work.weight))));
  let count = 1;
  let fastest = Number.POSITIVE_INFINITY;
  for (let stretch = 0; stretch < mostStretches; stretch += 1) {
    const until = used() + milliseconds;
    let best = Number.POSITIVE_INFINITY;
    while (used() < until) {
      const took = batch(work, count);
      best = Math.min(best, took / count);
      if (took < 1 && count < largest) count = Math.min(largest, count * 2);
      else if (took > 4 && count > 1) count = Math.ceil(count / 2);
    }
    if (best > fastest * 0.97) break;
    fastest = best;
  }
  return count;
}

/** Nobody is waited for longer than so many times the time to warm up. */
const mostStretches = 8;

/** Milliseconds of the processor that this process has had. */
function used() {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

let sink = 0;

function batch({ input, run }, count) {
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
