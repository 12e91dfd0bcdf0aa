/**
 * Measures one thing in this process and prints the result as JSON. The job comes as an argument:
 * `{ group, case, variant, dist, budget, count }`, with `before` to measure that build, too, in turns; or with
 * `answer` instead to print what would be timed.
 */
import { groups } from "./groups/groups.mjs";
import { pipelineAnswer } from "./groups/pipeline.mjs";
import { renderAnswer } from "./groups/render.mjs";
import { sample } from "./measure.mjs";

const job = JSON.parse(process.argv[2]);

async function work() {
  const { group, case: name, variant, dist, before } = job;
  if (job.answer) {
    const ask = group === "pipeline" ? pipelineAnswer : renderAnswer;
    return { answer: await ask(name, variant, dist) };
  }
  const { prepare, run } = groups[group];
  if (prepare === undefined) return run(name, variant, job);
  const builds = before === undefined ? [dist] : [dist, before];
  const works = [];
  for (const build of builds) works.push(await prepare(name, variant, build));
  const [samples, samplesBefore] = sample(works, job.budget);
  return { samples, samplesBefore };
}

process.stdout.write(JSON.stringify(await work()), () => process.exit(0));
