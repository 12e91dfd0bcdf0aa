/**
 * Measures one thing in this process and prints the result as JSON. The job comes as an argument:
 * `{ group, case, variant, dist, budget, count }`, or with `answer` instead to print what would be timed.
 */
import { groups } from "./groups/groups.mjs";
import { pipelineAnswer } from "./groups/pipeline.mjs";
import { renderAnswer } from "./groups/render.mjs";

const job = JSON.parse(process.argv[2]);

async function work() {
  if (job.answer) {
    const ask = job.group === "pipeline" ? pipelineAnswer : renderAnswer;
    return { answer: await ask(job.case, job.variant, job.dist) };
  }
  const result = await groups[job.group].run(job.case, job.variant, job);
  return Array.isArray(result) ? { samples: result } : result;
}

process.stdout.write(JSON.stringify(await work()), () => process.exit(0));
