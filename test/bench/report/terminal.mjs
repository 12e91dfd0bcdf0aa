import { median } from "../measure.mjs";
import { arrange, digits, duration, spread, titleOf, variantTitle } from "./format.mjs";
import { judge } from "./targets.mjs";

/** The results as text: each case with its variants, as times and as parts of hookloom's. */
export function printResults(results) {
  const lines = [];
  for (const [group, cases] of arrange(results)) {
    lines.push("", group);
    for (const [name, entries] of cases) {
      const own = entries.find(({ variant }) => variant === "hookloom");
      lines.push(`  ${name}: ${titleOf(group, name)}`);
      for (const entry of entries) {
        const ratio = own === undefined ? "" : `${digits(entry.nanoseconds / own.nanoseconds)} x`;
        const { heap } = entry;
        lines.push(
          [
            `    ${variantTitle(group, entry.variant).padEnd(48)}`,
            duration(entry.nanoseconds).padStart(10),
            spread(entry).padStart(7),
            ratio.padStart(10),
            heap === undefined
              ? ""
              : `   ${digits(heap.compiled)} B compiled, ${digits(heap.rendered)} B rendered, ${digits(heap.source)} B source`,
          ].join(" "),
        );
      }
    }
  }
  lines.push("", "targets (hookloom's time in parts of the other's)");
  for (const { group, case: name, against, ratio, most, met } of judge(results)) {
    lines.push(
      `  ${met ? "met   " : "MISSED"} ${`${group}/${name}`.padEnd(18)} ${against.padEnd(16)} ${digits(ratio).padStart(8)} of at most ${digits(most)}`,
    );
  }
  return lines.join("\n");
}

/** What a build took of the time of another, of one case: the median of the rounds, and the least and the most. */
export function printRatios({ group, case: name, variant }, ratios) {
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)];
  return `  ${`${group}/${name}/${variant}`.padEnd(36)} ${digits(median(ratios))} x  (${digits(least)} to ${digits(most)})`;
}

/**
 * Two results beside one another. They are of different runs, so the machine has to be the same and quiet;
 * `--compare` with a Git reference measures both in one run.
 */
export function printComparison(before, now) {
  const lines = ["", `compared with ${before.machine.commit} of ${before.machine.date}`];
  for (const one of now.measured) {
    const other = before.measured.find(
      ({ group, case: name, variant }) => group === one.group && name === one.case && variant === one.variant,
    );
    if (other === undefined) continue;
    const ratio = one.nanoseconds / other.nanoseconds;
    const told = Math.abs(ratio - 1) < 0.05 ? "the same" : `${digits(ratio)} x`;
    lines.push(
      `  ${`${one.group}/${one.case}/${one.variant}`.padEnd(36)} ${duration(other.nanoseconds).padStart(10)} -> ${duration(one.nanoseconds).padStart(10)}  ${told}`,
    );
  }
  return lines.join("\n");
}
