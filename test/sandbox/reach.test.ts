import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { defineFilter } from "../../src/jinja/builtins/define.js";
import { any } from "../../src/jinja/builtins/parameters.js";
import { Environment } from "../../src/jinja/index.js";
import { Callable } from "../../src/jinja/runtime/callable.js";
import { Undefined } from "../../src/values/undefined.js";
import { Instance, type Value } from "../../src/values/value.js";

/** An expression of every kind of value that a template can have, and the statements that it needs. */
const kinds: [expression: string, setting?: string][] = [
  ["none"],
  ["true"],
  ["1"],
  ["1.5"],
  ["2.0"],
  ["10 ** 30"],
  ["'text'"],
  ["'text'|safe"],
  ["[1, 2]"],
  ["(1, 2)"],
  ["{'k': 1}"],
  ["{'k': 1}.keys()"],
  ["{'k': 1}.items()"],
  ["{'k': 1}.values()"],
  ["range(2)"],
  ["[1]|map('abs')"],
  ["[1, 2]|reverse"],
  ["([{'k': 1}]|groupby('k'))[0]"],
  ["namespace(k=1)"],
  ["cycler(1)"],
  ["cycler(1).next"],
  ["joiner()"],
  ["range"],
  ["dict"],
  ["'text'.upper"],
  ["missing"],
  ["m", "{% macro m(a) %}{% endmacro %}"],
  ["self", "{% block b %}{% endblock %}"],
  ["self.b", "{% block b %}{% endblock %}"],
  ["loop", "{% for x in 'a' %}"],
  ["loop.cycle", "{% for x in 'a' %}"],
  ["module", "{% import 'other' as module %}"],
  ["when"],
  ["when - when"],
  ["when.date()"],
  ["when.time()"],
  ["when.tzinfo"],
  ["when.timetuple()"],
];

/** Every name that the platform has on objects, and that this package's own classes have. */
function platformNames(values: Iterable<unknown>): Set<string> {
  const names = new Set([
    "__proto__",
    "constructor",
    "prototype",
    "caller",
    "callee",
    "arguments",
    "then",
    "toJSON",
  ]);
  const see = (object: unknown): void => {
    for (let at = object; at !== null && at !== undefined; at = Object.getPrototypeOf(at)) {
      for (const name of Object.getOwnPropertyNames(at)) names.add(name);
    }
  };
  for (const platform of [Object, Array, Function, String, Number, Map, Set, Promise, RegExp, Date, Symbol]) {
    see(platform);
    see(platform.prototype);
  }
  for (const value of values) see(value);
  return names;
}

/** The names by which code has been reached elsewhere. */
const classic = "constructor __proto__ prototype toString valueOf call items _items".split(" ");

const seen = new Set<Value>();

const look = defineFilter({
  name: "look",
  params: [any("value")],
  run(_state, value) {
    seen.add(value);
    return "";
  },
});

const environment = new Environment({
  undefined: "chainable",
  filters: { look },
  templates: { other: "{% macro k() %}{% endmacro %}{% set v = 1 %}" },
});

function run(source: string): void {
  try {
    environment.fromString(source).render({ when: new Date(0) });
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    expect(error.message).not.toMatch(/native code|is not a function|Cannot read/);
  }
}

function template([expression, setting = ""]: readonly [string, string?], body: string): string {
  const end = setting.startsWith("{% for") ? "{% endfor %}" : "";
  return `${setting}{% set v = ${expression} %}${body}${end}`;
}

/** Whether it is a value of the language, and nothing of the platform's. */
function isValue(value: unknown): boolean {
  if (value === null || ["boolean", "number", "bigint", "string"].includes(typeof value)) return true;
  if (Array.isArray(value)) return Object.getPrototypeOf(value) === Array.prototype && value.every(isValue);
  return value instanceof Instance && value !== Object.getPrototypeOf(value)?.constructor?.prototype;
}

describe("no name reaches the platform", () => {
  for (const kind of kinds) run(template(kind, "{{ v|look }}"));
  const names = [...platformNames(seen)].filter((name) => /^\w+$/.test(name));

  test("there are many", () => {
    expect(names.length).toBeGreaterThan(250);
    expect([...seen].every(isValue)).toBe(true);
  });

  test.each(kinds.map((kind) => [kind[0], kind] as const))("of %s", (_name, kind) => {
    seen.clear();
    for (let at = 0; at < names.length; at += 200) {
      const ways = names.slice(at, at + 200).flatMap((name) => {
        const quoted = `'${name}'`;
        const named = /^\d/.test(name) ? [] : [`v.${name}`];
        return [...named, `v[${quoted}]`, `v|attr(${quoted})`, `[v]|map(attribute=${quoted})|first`];
      });
      run(template(kind, ways.map((way) => `{{ (${way})|look }}`).join("")));
    }
    for (const name of classic) {
      const quoted = `'${name}'`;
      for (const way of [
        `'{0.${name}}{0[${name}]}'.format(v)`,
        `[v, v]|sort(attribute=${quoted})`,
        `[v]|groupby(${quoted})`,
        `[v]|unique(attribute=${quoted})|list`,
        `[v]|map('attr', ${quoted})|list`,
        `[v]|sum(attribute=${quoted})`,
        `[v]|selectattr(${quoted}, 'defined')|list`,
        `'%(${name})s' % v`,
        `v.${name}()`,
        `v[${quoted}]['constructor']('return 1')()`,
      ]) {
        run(template(kind, `{{ (${way})|look }}`));
      }
    }
    for (const value of seen) {
      expect(isValue(value)).toBe(true);
      // What can be called is of one class, and only that.
      if (value instanceof Callable) expect(value).toBeInstanceOf(Instance);
      if (value instanceof Undefined) expect(() => value.fail()).toThrow();
    }
  });
});

describe("the platform's state does not matter", () => {
  const { cases, context } = JSON.parse(
    readFileSync(new URL("../conformance/generated.json", import.meta.url), "utf8"),
  ) as { cases: { source: string }[]; context: Record<string, unknown> };

  const renderAll = (order: readonly number[]): string[] => {
    const results: string[] = [];
    for (const index of order) {
      try {
        const source = cases[index]?.source ?? "";
        results[index] = new Environment({ undefined: "chainable" }).fromString(source).render(context);
      } catch (error) {
        results[index] = isHookloomError(error) ? `${error.code}: ${error.message}` : String(error);
      }
    }
    return results;
  };
  const inOrder = cases.map((_, index) => index);
  // The same order each time, but far from the one in the file.
  const mixed = inOrder.map((index) => (index * 7919 + 13) % cases.length);

  test("results are the same in any order", () => {
    expect(new Set(mixed).size).toBe(cases.length);
    expect(renderAll(mixed)).toEqual(renderAll(inOrder));
  });

  test("results are the same with more on the prototype of all objects", () => {
    const before = renderAll(inOrder);
    const more: Record<string, unknown> = {
      a: "polluted",
      n: "polluted",
      q: "polluted",
      body: "polluted",
      name: "polluted",
      value: "polluted",
      limits: { fuel: 1 },
      hint: "polluted",
      source: "polluted",
      object: 1,
      default: "polluted",
      length: 3,
      kind: "polluted",
      get: "polluted",
      set: "polluted",
      unsafe: true,
      "+": "polluted",
    };
    const record = Object.prototype as unknown as Record<string, unknown>;
    let after: string[];
    try {
      for (const [key, value] of Object.entries(more)) {
        const descriptor = { value, configurable: true, writable: true, enumerable: false };
        Object.defineProperty(
          record,
          key,
          Object.assign(Object.create(null), descriptor) as PropertyDescriptor,
        );
      }
      after = renderAll(inOrder);
    } finally {
      for (const key of Object.keys(more)) delete record[key];
    }
    expect(after).toEqual(before);
  });
});
