import { describe, expect, test } from "vitest";
import { checkTemplate, compileTemplate } from "../../src/index.js";
import { countSteps } from "../support/work.js";

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

  const chain = (call: (name: string) => string) =>
    `{% macro m0(a) %}{{ a }}{% endmacro %}${many(1200, (i) => `{% macro m${i + 1}(a) %}${call(`m${i}`)}{% endmacro %}`)}{{ m1200(body) }}`;
  test.each([
    ["that call one another", chain((name) => `{{ ${name}(a) }}`)],
    ["that call one another in loops", chain((name) => `{% for x in a %}{{ ${name}(x) }}{% endfor %}`)],
  ])("by following no more macros inside one another than are run: %s", (_what, template) => {
    expect(rules(template)).toContain("too-complex");
    expect(() => compileTemplate(template, { escape: "json" })).toThrow(/nested too deep, so no value/);
  });
});

/** A macro that prints in a string, and is called over and over. */
const called = (body: string, parameters = "", before = "") =>
  `${before}"{% macro m(${parameters}) %}${body}{% endmacro %}${"{{ m() }}".repeat(2500)}`;

/** What sets 32 paths apart. */
const apart = many(5, (i) => `{% if x${i} %}{% set y${i}=1 %}{% else %}{% set y${i}=2 %}{% endif %}`);

/** Templates as long as may be, in which what is remembered on the way grows with each statement. */
const longOnes: Record<string, string> = {
  "names that are set": many(5500, (i) => `{% set n${i}=1 %}`),
  "names that are set in loops": `${"{% for a in b %}".repeat(40)}${many(5000, (i) => `{% set n${i}=1 %}`)}${"{% endfor %}".repeat(40)}`,
  "scopes among many names": `${many(450, (i) => `{% set n${i}=1 %}`)}${"{% with %}{% set n1=1 %}{% endwith %}".repeat(2000)}`,
  "scopes that hide many names": `${many(450, (i) => `{% set n${i}=1 %}`)}${`{% with %}${many(450, (i) => `{% set n${i}=1 %}`)}{% endwith %}`.repeat(7)}`,
  "attributes of a namespace, in loops": `${"{% for a in b %}".repeat(3)}{% set ns = namespace(${many(6000, (i) => `k${i}=1,`)}) %}${"{% endfor %}".repeat(3)}`,
  "keys that are there twice": `{${'"k":1,'.repeat(12_000)}"a":1}`,
  "keys on branches behind many keys": `{${many(4500, (i) => `"k${i}":1,`)}${'{% if a %}"x":1,{% endif %}'.repeat(1800)}"z":1}`,
  "loops behind many keys": `{${many(4500, (i) => `"k${i}":1,`)}${"{% for x in y %}{% endfor %}".repeat(1900)}"z":1}`,
  "conditions in conditions": `{% if ${"not (".repeat(45)}${"aaaaaaaa.b and ".repeat(6000)}a${")".repeat(45)} %}{% endif %}`,
  "conditions with many signs": `{% if ${"not ".repeat(90)}a %}{% endif %}`.repeat(200),
  "a long condition in a macro": called(`{% if ${"a and ".repeat(9000)}b %}{% endif %}`),
  "a long condition that is asked again": called(
    `{% if ${"a and ".repeat(5000)}b %}{% endif %}`,
    "",
    `{% if ${"a and ".repeat(5000)}b %}{% endif %}`,
  ),
  "many parameters": called("", `${many(6000, (i) => `a${i},`)}z`),
  "many targets of a loop": called(`{% for ${many(6000, (i) => `a${i},`)}z in b %}{% endfor %}`),
  "many targets of set": called(`{% set ${many(6000, (i) => `a${i},`)}z = b %}`),
  "many targets of with": called(`{% with ${many(3500, (i) => `a${i}=1,`)}z=1 %}{% endwith %}`),
  "many names of another template": called(`{% from 'a' import ${many(6000, (i) => `a${i},`)}z %}`),
  "a call with many arguments": called(`{% for x in f(${"a,".repeat(9000)}b) %}{% endfor %}`),
  "many names that are set where nothing leads": called(
    `{% with %}{% if false %}${many(1800, (i) => `{% set a${i}=1 %}`)}{% endif %}{% endwith %}`,
  ),
  "a long text on many paths": `"{% set a='${"x".repeat(50_000)}' %}${apart}${"{% for x in y %}{{ b }}{% endfor %}".repeat(1200)}`,
  "a long name on many paths": `"{% set ${"x".repeat(50_000)}=1 %}${apart}${"{{ b }}".repeat(5000)}`,
  "many objects inside one another on many paths": `${many(60, () => `{"${"k".repeat(190)}":`)}"${apart}${"{{ b }}".repeat(7000)}`,
  "unknown filters": many(7000, (i) => `{{ a|zz${i} }}`),
  "unknown filters that are silenced": `{# hookloom-disable-template unknown-filter #}${many(7000, (i) => `{{ a|zz${i} }}`)}`,
  "unknown names beside long ones that are like them": `${many(1100, (i) => `{% set ${"n".repeat(55)}${i} = 1 %}`)}${many(300, (i) => `{{ ${"n".repeat(54)}m${i} }}`)}`,
  "comments that begin in comments": `${"{# hookloom-disable ".repeat(4900)}#}`,
  "signs of comments": `${"{#".repeat(49_000)}#}`,
};

describe("the linter's work is no more than in proportion to the longest template", () => {
  test.each(Object.entries(longOnes))("%s", async (_what, template) => {
    expect(template.length).toBeLessThanOrEqual(100_000);
    const steps = await countSteps(() => checkTemplate(template));
    expect(steps).toBeLessThan(2_000_000);
  });
});
