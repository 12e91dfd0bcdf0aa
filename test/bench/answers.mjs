/**
 * How many of the recorded templates each engine renders to the text that Jinja2 gave, as they come: `node answers.mjs`.
 * Keeps the counts as results/answers.json, of which docs/compatibility.md has a table. Needs dist (npm run build).
 */
import { readFileSync, writeFileSync } from "node:fs";
import { Template } from "@huggingface/jinja";
import minijinja from "minijinja-js";
import nunjucks from "nunjucks";
import { Environment } from "../../dist/jinja/index.js";
import { readJson } from "../../dist/values/json-read.js";

const casesFile = readFileSync(new URL("../conformance/generated.json", import.meta.url), "utf8");
const { cases, context } = JSON.parse(casesFile);
/** As webhooks read requests: `3.0` is no int. To the others it is, since `JSON.parse` does not tell. */
const exactContext = new Map(readJson(casesFile).getText("context").entries());

const read = (name) => JSON.parse(readFileSync(new URL(name, import.meta.url), "utf8"));
const version = (name) => read(`./node_modules/${name}/package.json`).version;

/** Each as near to Jinja2 as it can be set: no escaping, and undefined values that can be chained. */
const engines = {
  hookloom: (source) => new Environment({ undefined: "chainable" }).fromString(source).render(exactContext),
  [`minijinja-js ${version("minijinja-js")}`]: (source) => {
    const environment = new minijinja.Environment();
    environment.enablePyCompat();
    environment.undefinedBehavior = "chainable";
    return environment.renderStr(source, structuredClone(context));
  },
  [`@huggingface/jinja ${version("@huggingface/jinja")}`]: (source) =>
    new Template(source).render(structuredClone(context)),
  [`nunjucks ${version("nunjucks")}`]: (source) =>
    new nunjucks.Environment(null, { autoescape: false }).renderString(source, structuredClone(context)),
};

const rendered = cases.filter(({ expect }) => expect.output !== undefined);

/** The text, or undefined for an error. */
function answer(render, source) {
  try {
    return render(source);
  } catch {
    return undefined;
  }
}

const counts = Object.entries(engines).map(([engine, render]) => {
  const count = { engine, same: 0, other: 0, error: 0 };
  for (const { source, expect } of rendered) {
    const text = answer(render, source);
    count[text === undefined ? "error" : text === expect.output ? "same" : "other"] += 1;
  }
  return count;
});
console.table(counts);
writeFileSync(
  new URL("./results/answers.json", import.meta.url),
  `${JSON.stringify({ templates: rendered.length, counts }, null, 1)}\n`,
);
