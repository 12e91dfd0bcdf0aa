import { describe, expect, test } from "vitest";
import { analyzeTemplate } from "../../src/analyze/index.js";
import { Walk } from "../../src/analyze/walk.js";
import { defaultLimits } from "../../src/limits.js";
import { webhookEnvironment } from "../../src/render.js";
import { countSteps } from "../support/work.js";

const many = (count: number, of: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => of(index)).join("");

/** Macros that call each other ten times: as many calls as 10 to the power of how many there are. */
const bomb = `{% macro m0(x) %}{{ x.a }}{% endmacro %}${many(
  8,
  (n) => `{% macro m${n + 1}(x) %}${`{{ m${n}(x) }}`.repeat(10)}{% endmacro %}`,
)}{{ m8(body) }}`;

/** Lists of a hundred lists of a hundred lists … */
const bush = `{% set l = [body.a] %}${many(8, () => `{% set l = [${many(100, () => "l,")}] %}`)}{{ l }}`;

const templates: readonly (readonly [name: string, template: string, complete: boolean])[] = [
  ["macros that call macros", bomb, false],
  ["lists of the same lists", bush, true],
  ["a list in a list in a list", `{% set l = body %}${many(4_000, () => "{% set l = [l] %}")}{{ l }}`, true],
  ["many keys", `{{ [${many(6_000, (n) => `body.k${n},`)}] }}`, false],
  ["many loops", many(2_000, (n) => `{% for x in body.l${n} %}{{ x.id }}{% endfor %}`), false],
  ["many texts", `{% for key in [${many(5_000, (n) => `"${n}",`)}] %}{{ body[key] }}{% endfor %}`, true],
  [
    "many namespaces",
    `{% set ns = namespace() %}${many(2_000, (n) => `{% set ns.a${n} = [ns.a${n - 1}, body] %}`)}`,
    true,
  ],
  ["a chain of sums", `{{ ${many(900, () => "body.a + ")}1 }}`, true],
  [
    "chains of sums in macros in macros",
    `{% macro m0(x) %}{{ x }}{% endmacro %}${many(
      20,
      (n) => `{% macro m${n + 1}(x) %}{{ m${n}(x)${many(200, () => " + x")} }}{% endmacro %}`,
    )}{{ m20(body.a) }}`,
    false,
  ],
];

/** A macro that is called over and over. */
const called = (body: string, parameters = ""): string =>
  `{{ body.a }}{% macro m(${parameters}) %}${body}{% endmacro %}${"{{ m() }}".repeat(3_000)}`;

/** Things of which one node has many. */
const wide: readonly (readonly [name: string, template: string])[] = [
  [
    "parameters of macros",
    called(
      "",
      many(4_000, (n) => `${n === 0 ? "" : ","}a${n}=1`),
    ),
  ],
  ["targets of loops", called(`{% for ${many(6_000, (n) => `a${n},`)}z in b %}{% endfor %}`)],
  ["targets of set", called(`{% set ${many(6_000, (n) => `a${n},`)}z = b %}`)],
  ["names of templates", called(`{% from 'a' import ${many(6_000, (n) => `a${n},`)}z %}`)],
  [
    "names on branches",
    called(`{% if a %}${many(1_000, (n) => `{% elif a %}{% set a${n}=1 %}`)}{% endif %}`),
  ],
  [
    "fields of dicts",
    `{% set d = dict(${many(3_500, (n) => `a${n}=1,`)}) %}${called("{% for k, v in d.items() %}{% endfor %}")}`,
  ],
  ["steps of attributes", `{% set p = "${"a.".repeat(20_000)}" %}${called("{{ body|map(attribute=p) }}")}`],
  [
    "attributes to sort by",
    `{% set p = "${"a,".repeat(20_000)}" %}${called("{{ body|sort(attribute=p) }}")}`,
  ],
  [
    "macros inside one another",
    `${many(300, (n) => `{% macro m${n + 1}() %}{{ m${n}() }}{% endmacro %}`)}{% macro m0() %}${"{{ z() }}".repeat(2_000)}{% endmacro %}{% macro z() %}{% endmacro %}{{ m300() }}${"{{ m300() }}".repeat(3_000)}{{ body.a }}`,
  ],
];

test.each(wide)("each of many %s counts", async (_name, template) => {
  const { templateLength } = defaultLimits;
  expect(template.length).toBeLessThan(templateLength);
  const walk = () => new Walk(webhookEnvironment({}), ["body"], {});
  const { tree, source } = webhookEnvironment({}).parse(template, null);
  const steps = await countSteps(() => {
    walk().run({ tree, source });
  });
  expect(steps).toBeLessThan(2_500_000);
});

/** Calls a function where three tenths of the platform's stack is left. */
function deepInTheStack(call: () => void): void {
  let most = 0;
  const measure = (depth: number): void => {
    most = depth;
    measure(depth + 1);
  };
  expect(() => measure(0)).toThrow(RangeError);
  const descend = (left: number): void => (left === 0 ? call() : descend(left - 1));
  descend(Math.floor(most * 0.7));
}

test("where the platform's stack ends, the analysis is not complete", () => {
  const environment = webhookEnvironment({});
  const parsed = environment.parse(`{{ ${many(900, () => "body.a + ")}1 }}`, null);
  const walk = new Walk(environment, ["body"], {});
  deepInTheStack(() => {
    walk.run(parsed);
  });
  expect(walk.visits.isComplete).toBe(false);
});

describe("no template takes long", () => {
  test.each(templates)("%s", (_name, template, complete) => {
    const environment = webhookEnvironment({});
    const walk = new Walk(environment, ["body"], {});
    walk.run(environment.parse(template, null));
    expect(walk.visits.count).toBeLessThan(110_000);
    expect(walk.parts.count).toBeLessThanOrEqual(5_001);
    const analysis = analyzeTemplate(template);
    expect(analysis.paths.length).toBeGreaterThan(0);
    expect(analysis.complete).toBe(complete);
  });
});

test("what is deeper than fifty steps counts as all of what holds it", () => {
  const reading = (steps: number) => analyzeTemplate(`{{ body${".a".repeat(steps)} }}`);
  const { paths, complete } = reading(60);
  expect(paths).toMatchObject([{ path: `body${".a".repeat(50)}`, whole: true }]);
  expect([reading(50).complete, reading(51).complete, complete]).toEqual([true, false, false]);
});

test("of more than five thousand parts, the others count as all of what holds them", () => {
  const reading = (keys: number) => analyzeTemplate(many(keys, (n) => `{{ body.k${n} }}`));
  const [most, more] = [reading(4_997), reading(4_998)];
  expect([most.complete, most.paths.some(({ path }) => path === "body")]).toEqual([true, false]);
  expect([more.complete, more.paths[0]]).toMatchObject([false, { path: "body", whole: true }]);
});

test("keys of more than two hundred characters count as all of what holds them", () => {
  const reading = (length: number) => analyzeTemplate(`{{ body.${"k".repeat(length)} }}`);
  const { paths, complete } = reading(201);
  expect([paths.map(({ path, whole }) => [path, whole]), complete]).toEqual([[["body", true]], false]);
  expect(reading(200)).toMatchObject({ complete: true, paths: [{ steps: [{}, {}] }] });
});

test("templates that include each other are gone through once", () => {
  const templates = { a: '{{ body.a }}{% include "b" %}', b: '{{ body.b }}{% include "a" %}' };
  const { paths, complete } = analyzeTemplate('{% include "a" %}', { templates });
  expect(paths.map(({ path }) => path)).toEqual(["body.a", "body.b"]);
  expect(complete).toBe(true);
});
