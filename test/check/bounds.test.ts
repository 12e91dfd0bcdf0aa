import { describe, expect, test } from "vitest";
import { checkTemplate, compileTemplate } from "../../src/index.js";

const event = (rest: string) => `{"event": "a", "resource": {"prefect.resource.id": "x"}${rest}}`;
const many = (count: number, make: (index: number) => string) =>
  Array.from({ length: count }, (_, i) => make(i)).join("");
const rules = (template: string) => [
  ...new Set(checkTemplate(template, { prefect: false }).map(({ rule }) => rule)),
];

/** Loops inside one another, each with items and commas. */
const nested = (depth: number) =>
  event(
    `, "payload": {"a": ${"[{% for x in body.l %}".repeat(depth)}1${"{{ ',' if not loop.last }}{% endfor %}]".repeat(depth)}}`,
  );

describe("the linter's work is bounded", () => {
  test("by joining what loops come to: many levels are no more work than few", () => {
    expect(rules(nested(40))).toEqual([]);
    compileTemplate(nested(40), { escape: "json" });
  });

  test("by joining branches that come to the same place", () => {
    expect(rules(event(many(300, (i) => `{% if body.a${i} %}, "k${i}": 1{% endif %}`)))).toEqual([]);
  });

  test("by forgetting conditions that set too many paths apart", () => {
    const twice = (i: number) =>
      `{% if body.a${i} %}, "k${i}": 1{% endif %}{% if body.a${i} %}, "j${i}": 1{% endif %}`;
    expect(rules(event(many(200, twice)))).toEqual([]);
    const late = (key: string) => many(30, (i) => `{% if body.a${i} %}, "${key}${i}": 1{% endif %}`);
    expect(rules(event(late("k") + late("j")))).toEqual([]);
  });

  test.each([
    ["brackets in a loop", "{% for x in body.l %}[{% endfor %}"],
    ["brackets on branches", "{% if body.a %}[{% endif %}".repeat(500)],
    [
      "macros that double",
      `${many(30, (i) => `{% macro m${i}() %}{{ m${i + 1}() }}{{ m${i + 1}() }}{% endmacro %}`)}{% macro m30() %}a{% endmacro %}"{{ m0() }}"`,
    ],
    ["a macro that calls itself", "{% macro m() %}[{{ m() }}]{% endmacro %}{{ m() }}"],
  ])("by giving up: %s", (_what, template) => {
    expect(rules(template)).toContain("too-complex");
    expect(() => compileTemplate(template, { escape: "json" })).toThrow(
      /so no value can be escaped for its place/,
    );
  });

  test("by remembering what names print that are set from each other over and over", () => {
    const line = (operator: string) =>
      many(20, (i) => `{% set v${i + 1} = ${Array.from({ length: 10 }, () => `v${i}`).join(operator)} %}`);
    for (const operator of [" or ", " ~ "]) {
      const template = `{% set v0 = body.a %}${line(operator)}${event(', "a": "{{ v20 }}"')}`;
      expect(rules(template)).toEqual(["unescaped-in-string"]);
      compileTemplate(template, { escape: "json" });
    }
  });

  test("by no more than reading on, where an object has thousands of keys", () => {
    const keys = event(`, "payload": {${many(7000, (i) => `"k${i}": 1, `)}"k9": {{ body.a|tojson }}}`);
    expect(rules(keys)).toEqual(["duplicate-key"]);
  });

  test("by knowing only of so many names what they are set to", () => {
    const few = `${many(400, (i) => `{% set s${i} = "," %}`)}{"a": 1{{ s399 }} "b": 2}`;
    expect(rules(few)).toEqual(["missing-event", "missing-resource-id"]);
    const names = many(3000, (i) => `{% set s${i} = "," %}`);
    expect(rules(`${names}{"a": 1{{ s2999 }} "b": 2}`)).toEqual(["misplaced-value"]);
  });

  test("by telling of no more than 200 findings", () => {
    expect(checkTemplate(event(`, "p": [${"{{ body.a }},".repeat(1000)}1]`))).toHaveLength(200);
  });
});
