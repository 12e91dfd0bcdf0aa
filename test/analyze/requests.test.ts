import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { analyzeTemplate, requestSchema } from "../../src/analyze/index.js";
import { parseRequest, renderTemplate } from "../../src/index.js";
import { readHttpFile } from "../../src/testing/http-file.js";
import { Dict } from "../../src/values/dict.js";
import type { Value } from "../../src/values/value.js";
import { environmentOptions, type JinjaCase, readCases, runCase } from "../support/jinja-case.js";
import { cutDown, faultsOf } from "./valid.js";

const hooks = new URL("../../examples/hooks/", import.meta.url);
const conformance = new URL("../conformance/", import.meta.url);

describe("the requests of the examples", () => {
  test.each(readdirSync(hooks))("%s", (name) => {
    const template = readFileSync(new URL(`${name}/template.jinja`, hooks), "utf8");
    const request = readHttpFile(readFileSync(new URL(`${name}/request.http`, hooks), "utf8"));
    const context = parseRequest(request);
    const analysis = analyzeTemplate(template);
    const rendered = renderTemplate(template, context, { undefined: "strict" });
    const all = Dict.fromEntries(context.variables);
    expect(faultsOf(requestSchema(analysis), all)).toEqual([]);
    const read = cutDown(all, analysis.paths) as Dict;
    // These are looked up in any case, as no other dict is.
    const headers = context.variables.get("headers") as Value;
    const variables = new Map([...read.entries()].map(([name, value]) => [name as string, value]));
    expect(renderTemplate(template, variables.set("headers", headers))).toBe(rendered);
  });
});

/** Thousands of templates of the whole language, with what Jinja2 rendered them over. */
const cases = ["generated.json", "wide.json", ...readdirSync(new URL("features/", conformance))].flatMap(
  (name) => {
    const folder = name === "generated.json" || name === "wide.json" ? "" : "features/";
    return readCases(readFileSync(new URL(folder + name, conformance), "utf8"));
  },
);

const withMode = (item: JinjaCase, mode: "chainable" | "strict"): JinjaCase => ({
  ...item,
  env: { ...item.env, undefined: mode },
});

function analyze({ source = "", env, templates = {}, context }: JinjaCase) {
  const variables = [...(context as Dict).keys()].map(String);
  return analyzeTemplate(source, { ...environmentOptions(env), templates, variables });
}

/** Templates that render, and what they read. */
const rendering = cases
  .filter(({ source }) => source !== undefined && /\{[{%]/.test(source))
  .flatMap((item) => {
    const answer = runCase(withMode(item, "chainable"));
    return "output" in answer ? [{ item, output: answer.output, analysis: analyze(item) }] : [];
  });

test("a request that is cut down to what is read renders to the same", () => {
  const different = rendering
    .filter(({ analysis }) => analysis.complete)
    .filter(({ item, output, analysis }) => {
      const context = cutDown(item.context as Value, analysis.paths);
      const answer = runCase({ ...withMode(item, "chainable"), context });
      return !("output" in answer) || answer.output !== output;
    });
  expect(different.map(({ item: { source }, analysis }) => [source, analysis.paths])).toEqual([]);
  expect(rendering.length).toBeGreaterThan(5_000);
});

const faultsOfAll = rendering
  .filter(({ item }) => "output" in runCase(withMode(item, "strict")))
  .map(({ item, analysis }) => ({
    source: item.source ?? "",
    faults: faultsOf(requestSchema(analysis), item.context as Value),
  }));

test("a request that renders without anything undefined has all that is required", () => {
  const wrong = faultsOfAll.filter(({ faults }) => faults.some((fault) => fault.endsWith(": missing")));
  // This filter leaves out what is not there.
  expect(wrong.filter(({ source }) => !source.includes("|xmlattr"))).toEqual([]);
  expect(faultsOfAll.length).toBeGreaterThan(4_000);
});

test("types are guessed right of nearly all templates, though filters take more than they are made for", () => {
  const wrong = faultsOfAll.filter(({ faults }) => faults.length > 0);
  expect(wrong.length / faultsOfAll.length).toBeLessThan(0.03);
});
