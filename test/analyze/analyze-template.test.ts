import { describe, expect, test, vi } from "vitest";
import { analyzeTemplate, requestType } from "../../src/analyze/index.js";
import { HookloomError } from "../../src/index.js";

const template = `{% from "lib" import row -%}
{% for commit in body.commits|sort(attribute="at") if commit.id is defined %}
  {{ row(commit)|trim|upper }}{% for file in commit.files %}{{ file|upper }}{% endfor %}
{% endfor %}
{% for n in range(3) %}{{ n }}{{ lipsum(1)|length }}{% endfor %}`;
const lib =
  "{% macro row(of) %}{% for x in of.parts %}{{ x|e if x is string else dict(a=1) }}{% endfor %}{% endmacro %}";

describe("analyzeTemplate", () => {
  const analysis = analyzeTemplate(template, { templates: { lib } });

  test("tells names, each where it is used first", () => {
    expect(analysis.filters).toEqual([
      { name: "e", template: "lib", line: 1, column: 48 },
      { name: "length", line: 5, column: 44 },
      { name: "sort", line: 2, column: 31 },
      { name: "trim", line: 3, column: 18 },
      { name: "upper", line: 3, column: 23 },
    ]);
    expect(analysis.tests).toEqual([
      { name: "defined", line: 2, column: 68 },
      { name: "string", template: "lib", line: 1, column: 58 },
    ]);
    expect(analysis.globals).toEqual([
      { name: "dict", template: "lib", line: 1, column: 70 },
      { name: "lipsum", line: 5, column: 34 },
      { name: "range", line: 5, column: 13 },
    ]);
    expect(analysis.templates).toEqual([{ tag: "from", name: "lib", line: 1, column: 9 }]);
  });

  test("tells loops, and how deep they are in each other", () => {
    expect(analysis.loops).toEqual({
      count: 4,
      nesting: 2,
      places: [
        { depth: 1, line: 2, column: 4 },
        { depth: 2, line: 3, column: 34 },
        { depth: 1, line: 5, column: 4 },
        { depth: 1, template: "lib", line: 1, column: 23 },
      ],
    });
  });

  test("tells the same each time, as plain data", () => {
    const again = analyzeTemplate(template, { templates: { lib } });
    expect(JSON.parse(JSON.stringify(again))).toEqual(analysis);
  });
});

/** In each round of its loop, what is read moves on by one attribute of a namespace. */
function chain(length: number): string {
  const moves = Array.from(
    { length },
    (_, index) => `{% set ns.a${length - index} = ns.a${length - index - 1} %}`,
  );
  return `{% set ns = namespace() %}{% for x in body.list %}{{ ns.a${length}.id }}${moves.join("")}{% set ns.a0 = x %}{% endfor %}`;
}

test("namespaces are followed until they hold nothing new, or said not to be", () => {
  const short = analyzeTemplate(chain(20));
  expect(short.paths.map(({ path }) => path)).toContain("body.list[].id");
  expect(short.complete).toBe(true);
  expect(analyzeTemplate(chain(40)).complete).toBe(false);
});

test("what was analyzed before makes no difference", async () => {
  const source = "{% macro m(ns) %}{% set ns.a = body.b %}{% endmacro %}";
  vi.resetModules();
  const { analyzeTemplate: fresh } = await import("../../src/analyze/index.js");
  const first = fresh(source);
  fresh("{{ nothing }}{{ 'a' }}{{ 1 }}");
  expect(fresh(source)).toEqual(first);
});

test("the option 'variables' names what is read", () => {
  const { paths } = analyzeTemplate("{{ event.id }}{{ body.id }}", { variables: ["event"] });
  expect(paths.map(({ path }) => path)).toEqual(["event.id"]);
});

test("a filter that a host puts in the place of Jinja2's own says nothing about types", () => {
  const upper = (value: unknown) => String(value);
  expect(requestType(analyzeTemplate("{{ body.a|upper }}"))).toContain("a: string;");
  expect(requestType(analyzeTemplate("{{ body.a|upper }}", { filters: { upper } }))).toContain("a: unknown;");
});

test("a test that a host puts in the place of Jinja2's own says nothing but that all is used", () => {
  const found = (name: string, tests = {}) =>
    analyzeTemplate(`{{ body.a is ${name} }}`, { tests }).paths.map(({ types, optional, whole }) => [
      types,
      optional,
      whole,
    ]);
  expect(found("even")).toEqual([[["number"], false, true]]);
  expect(found("even", { even: () => true })).toEqual([[[], true, true]]);
  expect(found("mapping")).toEqual([[[], true, false]]);
  expect(found("mapping", { mapping: () => true })).toEqual([[[], true, true]]);
});

test("delimiters and extensions of the host are heeded", () => {
  const delimiters = { variableStart: "<<", variableEnd: ">>" };
  expect(analyzeTemplate("<< body.a >>", { delimiters }).paths).toMatchObject([
    { path: "body.a", column: 4 },
  ]);
});

test("a template that cannot be read is refused with its place", () => {
  expect(() => analyzeTemplate("{{ body.a\n| }}")).toThrow(
    expect.objectContaining({ code: "template_syntax", line: 2 }),
  );
  expect(() => analyzeTemplate(7 as never)).toThrow(HookloomError);
  const templates = { part: "{% if %}" };
  expect(() => analyzeTemplate('{% include "part" %}', { templates })).toThrow(
    expect.objectContaining({ code: "template_syntax" }),
  );
});
