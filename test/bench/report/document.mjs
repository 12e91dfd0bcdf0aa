import { readFileSync, writeFileSync } from "node:fs";
import { groups } from "../groups/groups.mjs";
import { chart } from "./chart.mjs";
import { arrange, digits, duration, spread, titleOf, variantTitle } from "./format.mjs";
import { judge } from "./targets.mjs";

const [start, end] = ["<!-- printed:results -->", "<!-- /printed -->"];

/** Prints results into a page, between its marks, and their charts beside it. */
export function printInto(page, results, name) {
  const text = readFileSync(page, "utf8");
  const from = text.indexOf(start);
  const to = text.indexOf(end, from);
  if (from < 0 || to < 0) throw new Error(`${page} has no marks for results`);
  const printed = document(results, name, page);
  writeFileSync(page, `${text.slice(0, from + start.length)}\n${printed}\n${text.slice(to)}`);
}

function document(results, name, page) {
  const { machine, options } = results;
  const python = machine.jinja2 === null ? "" : `, Jinja2 ${machine.jinja2}`;
  const parts = [
    `Measured on ${machine.date} at ${machine.commit}, Node ${machine.node}${python}, on ${machine.cores} cores of ${machine.cpu};`,
    `${options.rounds} rounds${options.busy ? ", the least disturbed batches of each (`--busy`)" : ""}, kept as [\`${name}.json\`](../test/bench/results/${name}.json).`,
    "",
    targets(results),
  ];
  for (const [group, cases] of arrange(results)) {
    const { title, note } = groups[group];
    parts.push("", `### ${title}`, "", note, "");
    if (["warm", "cold", "pipeline"].includes(group)) {
      writeFileSync(new URL(`./benchmarks-${group}.svg`, page), chart(group, title, cases));
      parts.push(`![${title}](benchmarks-${group}.svg)`, "");
    }
    parts.push(group === "linear" ? growth(cases) : group === "compile" ? heaps(cases) : times(group, cases));
  }
  return parts.join("\n");
}

function table(heads, rows) {
  return [heads, heads.map(() => "---"), ...rows].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

function times(group, cases) {
  const rows = cases.flatMap(([name, entries]) => {
    const own = entries.find(({ variant }) => variant === "hookloom");
    return entries.map((entry, index) => [
      index === 0 ? titleOf(group, name) : "",
      variantTitle(group, entry.variant),
      duration(entry.nanoseconds),
      spread(entry),
      own === undefined ? "" : `${digits(entry.nanoseconds / own.nanoseconds)} ×`,
    ]);
  });
  return table(["case", "by", "time", "spread", "of hookloom's"], rows);
}

function heaps([[, entries]]) {
  const rows = entries.map(({ variant, nanoseconds, heap }) => [
    variantTitle("compile", variant),
    duration(nanoseconds),
    ...(heap === undefined
      ? ["", "", ""]
      : [
          `${digits(heap.compiled)} B`,
          `${digits(heap.rendered)} B`,
          `${digits(heap.compiled / heap.source)} ×`,
        ]),
  ]);
  return table(["by", "compile", "heap", "heap once rendered", "heap of source"], rows);
}

function growth(cases) {
  const families = [...new Set(cases.map(([name]) => name.split(" x")[0]))];
  const time = (name) => cases.find(([one]) => one === name)[1][0].nanoseconds;
  const rows = families.map((family) => {
    const one = time(`${family} x1`);
    return [
      titleOf("linear", family),
      duration(one),
      `${digits(time(`${family} x2`) / one)} ×`,
      `${digits(time(`${family} x4`) / one)} ×`,
    ];
  });
  return table(["work", "n", "2n", "4n"], rows);
}

function targets(results) {
  const rows = judge(results).map(({ group, case: name, against, ratio, most, met }) => [
    groups[group].title,
    name,
    against,
    digits(ratio),
    digits(most),
    met ? "met" : "**missed**",
  ]);
  return table(["target", "case", "against", "ratio", "at most", ""], rows);
}
