import { findCase } from "./cases/cases.mjs";
import { runJob } from "./processes.mjs";

/**
 * Asks every variant for its answer to every case before anything is timed. Where the answer has to be text,
 * all texts must be the same; where it is JSON, what it says. Of hookloom, the bytes must be Jinja2's.
 *
 * @returns the variants and cases that cannot be measured: those that cannot say it
 */
export async function checkAnswers(jobs) {
  const skipped = new Set();
  // What a cold render gives, a warm one does too.
  const byCase = groupBy(
    jobs,
    ({ group, case: name }) => `${group === "pipeline" ? group : "render"}/${name}`,
  );
  for (const list of byCase.values()) {
    const asked = new Map(list.map((job) => [job.variant, job]));
    const told = await Promise.all([...asked.values()].map((job) => runJob({ ...job, answer: true })));
    const answers = new Map();
    for (const [index, job] of [...asked.values()].entries()) {
      const { answer } = told[index];
      if (answer !== undefined) answers.set(job.variant, answer);
      else if (job.variant !== "floor") skipped.add(`${job.case}/${job.variant}`);
    }
    compare(list[0], answers);
  }
  return skipped;
}

function compare({ group, case: name }, answers) {
  const truth = answers.get("jinja2") ?? answers.get("hookloom") ?? [...answers.values()][0];
  const isText = group !== "pipeline" && findCase(name).answer === "text";
  for (const [variant, answer] of answers) {
    const exact = isText || variant === "hookloom" || variant === "hookloom-plain";
    const [got, wanted] = exact ? [answer, truth] : [canonical(answer), canonical(truth)];
    if (got !== wanted) {
      throw new Error(`${group}/${name}: ${variant} answers\n${differ(got, wanted)}`);
    }
  }
}

function differ(got, wanted) {
  let at = 0;
  while (got[at] === wanted[at]) at += 1;
  const around = (text) => JSON.stringify(text.slice(Math.max(0, at - 60), at + 60));
  return `${around(got)} instead of\n${around(wanted)}`;
}

/** What a JSON text says, with sorted keys. */
function canonical(text) {
  return JSON.stringify(sorted(JSON.parse(text)));
}

function sorted(value) {
  if (typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map(sorted);
  return Object.fromEntries(
    Object.keys(value)
      .sort()
      .map((key) => [key, sorted(value[key])]),
  );
}

function groupBy(list, keyOf) {
  const groups = new Map();
  for (const one of list) {
    const key = keyOf(one);
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  return groups;
}
