import { existsSync, readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { type JinjaAnswer, type JinjaCase, readCases, runCase } from "../support/jinja-case.js";

const here = new URL("./", import.meta.url);
const beside = new URL("../../../shared/conformance/", import.meta.url);

/** Errors are compared by their class; syntax errors by their line, too. */
function agrees(item: JinjaCase, answer: JinjaAnswer): boolean {
  const { expect: wanted } = item;
  if ("output" in wanted) return "output" in answer && answer.output === wanted.output;
  if ("output" in answer || answer.error !== wanted.error) return false;
  const isSyntax = wanted.error === "TemplateSyntaxError" || wanted.error === "TemplateAssertionError";
  return !isSyntax || answer.line === wanted.line;
}

/** All cases of a file in one test: there are thousands, and what fails is listed with its answer. */
function check(name: string, cases: readonly JinjaCase[]): void {
  test(`${name}: ${cases.length} cases`, () => {
    const different = cases
      .map((item) => ({ item, answer: runCase(item) }))
      .filter(({ item, answer }) => !agrees(item, answer))
      .map(({ item: { id, source, name, env, expect: wanted }, answer }) => ({
        template: source ?? name,
        id,
        env,
        wanted,
        answer,
      }));
    expect(cases.length).toBeGreaterThan(0);
    expect(different).toEqual([]);
  });
}

const read = (name: string, env?: Record<string, unknown>) =>
  readCases(readFileSync(new URL(name, here), "utf8"), env);

for (const file of readdirSync(new URL("features/", here)).filter((name) => name.endsWith(".json"))) {
  check(`features/${file}`, read(`features/${file}`));
}

check("generated.json", read("generated.json", { undefined: "chainable" }));
check("wide.json", read("wide.json"));
check("calls.json", read("calls.json"));

/**
 * Cases that were recorded outside of Jinja2's sandbox, by their ids, and what the sandbox makes of them: it
 * hides names that start with an underscore, and methods that change their value.
 */
const sandboxed: Record<string, JinjaCase["expect"]> = {
  "070277f1b9": { output: "" },
  "63e9621631": { output: "" },
  "48c4163f7d": { error: "SecurityError", message: "" },
  "39295925c2": { error: "SecurityError", message: "" },
};

const suite = new URL("jinja2-suite.json", beside);
if (existsSync(suite)) {
  const cases = readCases(readFileSync(suite, "utf8"));
  check(
    "Jinja2's own suite",
    cases.map((item) => ({ ...item, expect: sandboxed[item.id ?? ""] ?? item.expect })),
  );
}
