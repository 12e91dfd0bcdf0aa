/** Measures hookloom and its peers. See README.md. */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { cpus } from "node:os";
import { build, buildReference, installPeers } from "./build.mjs";
import { checkAnswers } from "./check.mjs";
import { groups } from "./groups/groups.mjs";
import { median, quantile } from "./measure.mjs";
import { readOptions } from "./options.mjs";
import { jinja2Version, runJob } from "./processes.mjs";
import { printInto } from "./report/document.mjs";
import { printComparison, printRatios, printResults } from "./report/terminal.mjs";

const options = readOptions();
const resultsFile = (name) => new URL(`./results/${name}.json`, import.meta.url);

installPeers();
const dist = build();
const saved = options.compare !== undefined && existsSync(resultsFile(options.compare));
const before = options.compare === undefined || saved ? undefined : buildReference(options.compare);
if (options.compare !== undefined && !saved && before === undefined) {
  console.error(`There are neither results nor a Git reference called '${options.compare}'`);
  process.exit(1);
}
const python = await jinja2Version();

const jobs = Object.entries(groups).flatMap(([group, { jobs: list }]) =>
  list
    .filter(([name, variant]) => isWanted(group, name, variant))
    .filter(([, variant]) => variant !== "jinja2" || python !== undefined)
    .map(([name, variant]) => ({ group, case: name, variant, dist })),
);

function isWanted(group, name, variant) {
  const { only, variants } = options;
  return (
    (only.length === 0 || only.includes(group) || only.includes(`${group}/${name}`)) &&
    (variants.length === 0 || variants.includes(variant))
  );
}

const answering = ["warm", "cold", "pipeline"];
const skipped = await checkAnswers(jobs.filter(({ group }) => answering.includes(group)));
console.error("All answers agree.");
if (options.check) process.exit(0);

const budget = { warm: options.milliseconds * 0.75, measure: options.milliseconds };
const list = jobs.filter(({ case: name, variant }) => !skipped.has(`${name}/${variant}`));
if (before !== undefined) {
  const common = list.filter(({ group, variant }) => groups[group].prepare && variant.startsWith("hookloom"));
  for (const job of common) {
    const ratios = [];
    for (let round = 0; round < options.rounds; round += 1) {
      const { samples, samplesBefore } = await runJob({ ...job, before, budget });
      ratios.push(
        options.busy
          ? quantile(samples, 0.1) / quantile(samplesBefore, 0.1)
          : median(samples.map((one, turn) => one / samplesBefore[turn])),
      );
    }
    console.log(printRatios(job, ratios));
  }
  process.exit(0);
}
const measured = new Map();
const started = performance.now();
for (let round = 0; round < options.rounds; round += 1) {
  const order = round % 2 === 0 ? list : [...list].reverse();
  for (const [index, job] of order.entries()) {
    if (process.stderr.isTTY) {
      process.stderr.write(
        `\r\x1b[Kround ${round + 1} of ${options.rounds}, ${index + 1} of ${order.length}`,
      );
    }
    // What holds many templates measures one thing, once: two rounds say enough.
    if (job.group === "compile" && round >= 2) continue;
    const { samples, heap } = await runJob({ ...job, budget, count: options.count });
    const key = `${job.group}/${job.case}/${job.variant}`;
    const entry = measured.get(key) ?? { ...job, rounds: [], heap };
    entry.rounds.push(options.busy ? quantile(samples, 0.1) : median(samples));
    measured.set(key, entry);
  }
}
if (process.stderr.isTTY) process.stderr.write("\r\x1b[K");

const results = {
  machine: {
    cpu: cpus()[0]?.model ?? "unknown",
    cores: cpus().length,
    node: process.version,
    jinja2: python ?? null,
    commit: git(["rev-parse", "--short", "HEAD"]),
    date: new Date().toISOString().slice(0, 10),
  },
  options: {
    rounds: options.rounds,
    milliseconds: options.milliseconds,
    count: options.count,
    busy: options.busy,
  },
  measured: [...measured.values()].map(({ group, case: name, variant, rounds, heap }) => ({
    group,
    case: name,
    variant,
    nanoseconds: Math.round(options.busy ? Math.min(...rounds) : median(rounds)),
    rounds: rounds.map(Math.round),
    ...(heap === undefined ? {} : { heap }),
  })),
};

console.log(printResults(results));
if (saved)
  console.log(printComparison(JSON.parse(readFileSync(resultsFile(options.compare), "utf8")), results));
console.error(`Measured for ${Math.round((performance.now() - started) / 1000)} seconds.`);
if (options.save !== undefined) {
  mkdirSync(new URL("./results/", import.meta.url), { recursive: true });
  writeFileSync(resultsFile(options.save), `${JSON.stringify(results, null, 1)}\n`);
  printInto(new URL("../../docs/benchmarks.md", import.meta.url), results, options.save);
}

function git(args) {
  try {
    return execFileSync("git", args, { cwd: new URL("./", import.meta.url), encoding: "utf8" }).trim();
  } catch {
    return null;
  }
}
