import { fork } from "node:child_process";
import { once } from "node:events";

const file = new URL("../start.mjs", import.meta.url);

/** From a process that knows nothing to its first answer, as commands, tests and functions in a cloud start. */
export const start = {
  title: "Start",
  note: "From a new process of Node to the first answer: load, compile and render, as commands, tests and cloud functions do.",
  jobs: [
    ...["hookloom", "nunjucks", "huggingface", "minijinja", "liquid"].map((variant) => ["engine", variant]),
    ...["hookloom", "nunjucks"].map((variant) => ["webhook", variant]),
  ],
  renderers: {
    hookloom: { title: "hookloom" },
    nunjucks: { title: "nunjucks 3.2.4" },
    huggingface: { title: "@huggingface/jinja 0.5.11" },
    minijinja: { title: "minijinja-js 2.11.0" },
    liquid: { title: "liquidjs 10.30.1" },
  },
  titleOf: (name) => ({ engine: "the engine alone", webhook: "a webhook; nunjucks with zod" })[name],
  async run(caseName, variant, { dist }) {
    const samples = [];
    for (let count = 0; count < 7; count += 1) {
      const child = fork(file, [caseName, variant, dist], { stdio: ["ignore", "inherit", "inherit", "ipc"] });
      const [nanoseconds] = await once(child, "message");
      samples.push(nanoseconds);
      child.disconnect();
    }
    return { samples };
  },
};
