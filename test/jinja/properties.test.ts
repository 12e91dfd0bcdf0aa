import { readFileSync } from "node:fs";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { Environment } from "../../src/jinja/index.js";
import { repr } from "../../src/values/print.js";
import { unmetered, type Value } from "../../src/values/value.js";
import { readCases, runCase } from "../support/jinja-case.js";

const read = (name: string, env?: Record<string, unknown>) =>
  readCases(readFileSync(new URL(`../conformance/${name}`, import.meta.url), "utf8"), env);

/** Everything recorded, with all that a template sees in one picture. */
const recorded = [...read("wide.json"), ...read("generated.json", { undefined: "chainable" })];

describe("the recorded answers", { timeout: 60_000 }, () => {
  test("do not depend on what was rendered before, and leave their context as it was", () => {
    const picture = (context: unknown) => repr(context as Value, unmetered);
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom(...recorded), { minLength: 2, maxLength: 8 }),
        fc.array(fc.nat(7), { minLength: 8, maxLength: 16 }),
        (cases, order) => {
          const before = cases.map(({ context }) => picture(context));
          for (const place of order) {
            const item = cases[place % cases.length] as (typeof recorded)[number];
            const { expect: answer } = item;
            expect(runCase(item)).toMatchObject(
              "output" in answer
                ? answer
                : { error: answer.error, ...(answer.line ? { line: answer.line } : {}) },
            );
          }
          expect(cases.map(({ context }) => picture(context))).toEqual(before);
        },
      ),
      { numRuns: 100 },
    );
  });
});

// ---------------------------------------------------------------------------------------------------
// Templates nobody has recorded

const atom = fc.constantFrom(
  ..."a b c d s n x y loop missing true none 1 0 -3 2.5 1e300 10**40 '' 'text' '😀' '<i>' '%s %d' '{:>9}' [] {} () [1,2,'x'] {'k':[1]} range(4) namespace(q=1) cycler(1,2) joiner() dict(z=1) lipsum".split(
    " ",
  ),
);
const filter = fc.constantFrom(
  ..."abs attr('k') batch(2) capitalize center(9) count default(1) dictsort escape filesizeformat first float format(1,2) groupby(0) indent int items join(',') last length list lower map('upper') max min pprint random reject replace('t','tt') reverse round(2) safe select slice(2) sort string striptags sum title tojson trim truncate(3) unique upper urlencode urlize wordcount wordwrap(4) xmlattr nosuch".split(
    " ",
  ),
);
const name = fc.constantFrom(
  ..."k upper items keys format split join append pop update __class__ __proto__ constructor prototype toString valueOf hasOwnProperty next return throw length index cycle name q".split(
    " ",
  ),
);
const operator = fc.constantFrom(..."+ - * / // % ** ~ == != < <= > >= in and or is".split(" "), "not in");

const { statement } = fc.letrec<{ expression: string; statement: string }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    atom,
    fc.tuple(tie("expression"), operator, tie("expression")).map((parts) => `(${parts.join(" ")})`),
    fc.tuple(tie("expression"), filter).map(([value, by]) => `(${value})|${by}`),
    fc.tuple(tie("expression"), name).map(([value, of]) => `(${value}).${of}`),
    fc.tuple(tie("expression"), name).map(([value, of]) => `(${value})['${of}']`),
    fc.tuple(tie("expression"), tie("expression")).map(([value, key]) => `(${value})[${key}]`),
    fc.tuple(tie("expression"), tie("expression")).map(([callee, arg]) => `(${callee})(${arg})`),
    fc
      .tuple(tie("expression"), name, tie("expression"))
      .map(([value, of, arg]) => `(${value}).${of}(${arg})`),
    fc.tuple(tie("expression"), tie("expression")).map(([value, end]) => `(${value})[:${end}]`),
  ),
  statement: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    tie("expression").map((value) => `{{ ${value} }}`),
    fc.tuple(tie("expression"), tie("statement")).map(([test, body]) => `{% if ${test} %}${body}{% endif %}`),
    fc
      .tuple(tie("expression"), tie("statement"))
      .map(([items, body]) => `{% for x in ${items} %}${body}{{ loop.index }}{% endfor %}`),
    fc
      .tuple(tie("expression"), tie("statement"))
      .map(([items, body]) => `{% for x in ${items} recursive %}${body}{{ loop(x) }}{% endfor %}`),
    tie("expression").map((value) => `{% set y = ${value} %}`),
    fc.tuple(filter, tie("statement")).map(([by, body]) => `{% filter ${by} %}${body}{% endfilter %}`),
    fc
      .tuple(tie("statement"), tie("expression"))
      .map(([body, arg]) => `{% macro m(x) %}${body}{{ caller }}{% endmacro %}{{ m(${arg}) }}`),
    fc.tuple(tie("statement"), tie("statement")).map((parts) => parts.join(" ")),
    fc.tuple(fc.string(), tie("statement")).map((parts) => parts.join("")),
    fc.constantFrom("{%", "{{", "{#", "%}", "{% raw %}", "{% endif %}", "{% block b %}", "{{ self.b() }}"),
  ),
}));

const context = fc.record({
  a: fc.jsonValue() as fc.Arbitrary<unknown>,
  b: fc.string({ unit: "grapheme" }),
  c: fc.array(fc.oneof(fc.integer(), fc.double(), fc.string())),
  d: fc.dictionary(
    fc.oneof(fc.string(), fc.constantFrom("k", "__proto__", "constructor")),
    fc.jsonValue() as fc.Arbitrary<unknown>,
  ),
  s: fc.string(),
  n: fc.oneof(fc.integer(), fc.bigInt(), fc.double({ noNaN: true })),
});

describe("any template at all", { timeout: 60_000 }, () => {
  test("ends in text or in a HookloomError, the same each time, and changes nothing", () => {
    let rendered = 0;
    fc.assert(
      fc.property(statement, context, fc.boolean(), (source, variables, autoescape) => {
        const environment = new Environment({ undefined: "chainable", autoescape, random: () => 0.5 });
        const before = JSON.stringify(variables, replacer);
        fc.pre(!ofJavaScript.test(source + before));
        const attempt = () => {
          try {
            return environment.fromString(source).render(variables);
          } catch (error) {
            if (!isHookloomError(error)) throw error;
            expect([...error.message].length).toBeLessThanOrEqual(500);
            return `${error.code}: ${error.message}`;
          }
        };
        const first = attempt();
        expect(attempt()).toBe(first);
        expect(JSON.stringify(variables, replacer)).toBe(before);
        // No function, prototype or class of JavaScript's own is ever printed.
        expect(first).not.toMatch(ofJavaScript);
        if (!/^[a-z]+_[a-z]+: /.test(first)) rendered += 1;
      }),
      { numRuns: 1000 },
    );
    // Or the grammar would show little.
    expect(rendered).toBeGreaterThan(100);
  });
});

/** How JavaScript prints what is no data. Data, and the text of a template, may look like it by chance. */
const ofJavaScript = /\[native code\]|\[object \w+\]|function \w*\(|=>/;

const replacer = (_key: string, value: unknown) => (typeof value === "bigint" ? `${value}n` : value);
