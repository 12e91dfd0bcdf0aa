import { findCase } from "../cases/cases.mjs";
import { pipelineInput, pipelines } from "../variants/pipelines.mjs";

const cases = ["static", "form", "push", "event"];

/** From the bytes of a request to a validated event. */
export const pipeline = {
  title: "Whole pipeline",
  note: "From the bytes of a request to a validated event, in one process that serves all the cases.",
  jobs: cases.flatMap((one) => Object.keys(pipelines).map((variant) => [one, variant])),
  renderers: pipelines,
  async prepare(caseName, variant, dist) {
    const { create } = pipelines[variant];
    for (const name of cases) {
      if (name === caseName) continue;
      const other = findCase(name);
      const receive = await create(other, dist);
      const input = pipelineInput(name);
      for (let count = 0; count < 300; count += 1) receive(input(), other.headers);
    }
    const one = findCase(caseName);
    const receive = await create(one, dist);
    const input = pipelineInput(caseName);
    return { input, run: (bytes) => receive(bytes, one.headers), weight: one.text.length };
  },
};

/** The event of a pipeline, less what is new each time. */
export async function pipelineAnswer(caseName, variant, dist) {
  if (variant === "floor") return undefined;
  const one = findCase(caseName);
  const receive = await pipelines[variant].create(one, dist);
  const { id, occurred, ...event } = receive(pipelineInput(caseName)(), one.headers);
  return JSON.stringify(caseName === "push" ? { id, ...event, instant: Date.parse(occurred) } : event);
}
