import { create as hookloom } from "./hookloom.mjs";

/** The ways to render, by name: what it is called in tables, and how to make it. */
export const renderers = {
  hookloom: { title: "hookloom", create: (dist) => hookloom("request", dist) },
  "hookloom-plain": { title: "hookloom/jinja, plain data", create: (dist) => hookloom("plain", dist) },
  "hookloom-nunjucks": { title: "hookloom/nunjucks", create: (dist) => hookloom("nunjucks", dist) },
  nunjucks: { title: "nunjucks 3.2.4", create: async () => (await import("./nunjucks.mjs")).create("own") },
  "nunjucks-exact": {
    title: "nunjucks, Jinja2's bytes",
    create: async () => (await import("./nunjucks.mjs")).create("exact"),
  },
  huggingface: {
    title: "@huggingface/jinja 0.5.11",
    create: async () => (await import("./huggingface.mjs")).create(),
  },
  minijinja: { title: "minijinja-js 2.11.0", create: async () => (await import("./minijinja.mjs")).create() },
  liquid: { title: "liquidjs 10.30.1", create: async () => (await import("./liquid.mjs")).create() },
  // Runs in Python: see jinja2_worker.py.
  jinja2: { title: "Jinja2 3.1.6 (CPython)" },
};
