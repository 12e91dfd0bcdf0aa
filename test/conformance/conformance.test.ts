import { existsSync, readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { type JinjaCase, readCases, runCase } from "../support/jinja-case.js";

const here = new URL("./", import.meta.url);
const beside = new URL("../../../shared/conformance/", import.meta.url);

/** Errors are compared by their class; syntax errors by their line, too. */
function expected({ expect: answer }: JinjaCase): unknown {
  if ("output" in answer) return answer;
  const isSyntax = answer.error === "TemplateSyntaxError" || answer.error === "TemplateAssertionError";
  return isSyntax ? { error: answer.error, line: answer.line } : { error: answer.error };
}

function check(cases: readonly JinjaCase[], context?: Parameters<typeof runCase>[1]): void {
  test.each(cases.map((item, index) => [item.id ?? index, item.source ?? item.name, item] as const))(
    "%s %s",
    (_id, _source, item) => {
      const answer =
        context === undefined
          ? runCase(item)
          : runCase({ ...item, env: { undefined: "chainable" } }, context);
      expect(answer).toMatchObject(expected(item) as object);
    },
  );
}

for (const file of readdirSync(new URL("features/", here)).filter((name) => name.endsWith(".json"))) {
  describe(`features/${file}`, () =>
    check(readCases(readFileSync(new URL(`features/${file}`, here), "utf8")).cases));
}

describe("generated.json", () => {
  const { cases, context } = readCases(readFileSync(new URL("generated.json", here), "utf8"));
  check(cases, context);
});

const suite = new URL("jinja2-suite.json", beside);
describe.skipIf(!existsSync(suite))("Jinja2's own suite", () => {
  check(existsSync(suite) ? readCases(readFileSync(suite, "utf8")).cases : []);
});
