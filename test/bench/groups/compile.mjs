import { findCase, readTemplate } from "../cases/cases.mjs";
import { renderers } from "../variants/variants.mjs";

const variants = ["hookloom", "hookloom-plain", "nunjucks", "huggingface", "minijinja", "liquid", "jinja2"];

/** Many templates, all compiled and held, as a host of many tenants holds them. */
export const compile = {
  title: "10,000 templates",
  note: "Different templates (the GitHub push with other names), compiled and all held: time and heap of each.",
  jobs: variants.map((variant) => ["many", variant]),
  renderers,
  async run(_caseName, variant, { dist, count }) {
    const { language, compile, input } = await renderers[variant].create(dist);
    const one = findCase("push");
    const source = readTemplate(one, language);
    const sources = Array.from({ length: count }, (_, index) => distinct(source, index));
    for (const text of sources.slice(0, 200)) compile(text);
    const context = input(one);
    const before = heap();
    const start = performance.now();
    const held = sources.map((text) => compile(text));
    const nanoseconds = ((performance.now() - start) * 1e6) / count;
    const compiled = heap() - before;
    for (const render of held) render(context);
    const rendered = heap() - before;
    const size = sources.reduce((sum, text) => sum + text.length, 0) / count;
    return {
      samples: [nanoseconds],
      heap: { source: size, compiled: compiled / count, rendered: rendered / count },
    };
  },
};

/** Another template of the same size: names, keys and texts are its own. */
function distinct(source, index) {
  const mark = index.toString(36).padStart(4, "0");
  return source
    .replace(/\bcommit\b/g, `cm${mark}`)
    .replaceAll("branch", `br${mark}`)
    .replaceAll("github.", `gh${mark}.`);
}

function heap() {
  for (let round = 0; round < 3; round += 1) globalThis.gc();
  const { heapUsed, external, arrayBuffers } = process.memoryUsage();
  return heapUsed + external + arrayBuffers;
}
