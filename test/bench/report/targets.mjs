import { median } from "../measure.mjs";

/**
 * What hookloom is meant to keep to, as ratios of times in one run: hookloom's time is at most so many times
 * the other's.
 */
const rules = [
  { group: "warm", against: "nunjucks", most: 0.7 },
  { group: "warm", against: "huggingface", most: 0.1 },
  { group: "warm", against: "minijinja", most: 0.1 },
  { group: "warm", against: "jinja2", most: 1 / 3 },
  { group: "cold", against: "nunjucks", most: 0.1 },
  { group: "cold", against: "jinja2", most: 0.01 },
  { group: "pipeline", against: "nunjucks", most: 1 },
  { group: "pipeline", against: "floor", most: 2 },
  // At most 15 % of the throughput.
  { group: "http", against: "nothing", most: 1 / 0.85 },
];

/** How much a step of twice the work may take more than twice the time. */
const growthSlack = 1.15;

const heapPerSource = 40;

/** Each target with what was measured. */
export function judge({ measured, options }) {
  // Of a busy machine the least disturbed round counts, of each for itself.
  const ratioOf = options.busy
    ? (one, other) => one.nanoseconds / other.nanoseconds
    : (one, other) => median(one.rounds.map((took, round) => took / other.rounds[round]));
  const find = (group, name, variant) =>
    measured.find((one) => one.group === group && one.case === name && one.variant === variant);
  const verdicts = [];
  for (const one of measured.filter(({ variant }) => variant === "hookloom")) {
    const { group, case: name, heap } = one;
    for (const { against, most } of rules.filter((rule) => rule.group === group)) {
      const other = find(group, name, against);
      if (other !== undefined) verdicts.push(verdict(group, name, against, ratioOf(one, other), most));
    }
    const [family, step] = name.split(" x");
    const first = step === undefined ? undefined : find(group, `${family} x1`, "hookloom");
    if (group === "linear" && first !== undefined && step !== "1") {
      const most = Number(step) * growthSlack;
      verdicts.push(verdict(group, name, `${family} x1`, ratioOf(one, first), most));
    }
    if (heap !== undefined) {
      verdicts.push(verdict(group, "heap", "bytes of source", heap.compiled / heap.source, heapPerSource));
    }
  }
  return verdicts;
}

function verdict(group, name, against, ratio, most) {
  return { group, case: name, against, ratio, most, met: ratio <= most };
}
