import { describe, expect, test } from "vitest";
import {
  type Definition,
  defineFilter,
  defineGlobal,
  defineTest,
  Environment,
  type EnvironmentOptions,
  HookloomError,
  type Parameter,
  parameters,
  type Value,
} from "../../src/jinja/index.js";

const shout = defineFilter({
  name: "shout",
  aliases: ["yell"],
  params: [parameters.text("value"), parameters.int("marks", 1)],
  run(state, value, marks) {
    state.meter.reserve(value.length + marks);
    return value.toUpperCase() + "!".repeat(marks);
  },
});

const short = defineTest({
  name: "short",
  params: [parameters.text("value"), parameters.int("most", 3)],
  run: (_state, value, most) => value.length <= most,
});

const twice = defineGlobal({
  name: "twice",
  params: [parameters.int("number")],
  run: (_state, number) => number * 2,
});

const environment = new Environment({ filters: { shout }, tests: { short }, globals: { twice, answer: 42 } });
const render = (source: string) => environment.fromString(source).render();

test.each([
  ["{{ 'hey'|shout(2) }}", "HEY!!"],
  ["{{ 'abc' is short }}", "True"],
  ["{{ twice(2) }}", "4"],
])("what is declared is called: %s", (template, output) => {
  expect(render(template)).toBe(output);
});

test("arguments are bound and converted by the declaration", () => {
  expect(render("{{ 5|shout }}{{ 'a'|yell(marks=3) }}{{ answer }}")).toBe("5!A!!!42");
  for (const source of [
    "{{ 'a'|shout('x') }}",
    "{{ 'a'|shout(1, 2) }}",
    "{{ 'a'|shout(no=1) }}",
    "{{ twice() }}",
  ]) {
    expect(() => render(source)).toThrow(expect.objectContaining({ code: "type_error" }) as Error);
  }
});

test("the clock is looked at around functions of the host", () => {
  const slow = (value: unknown) => {
    for (const end = performance.now() + 20; performance.now() < end; );
    return value;
  };
  const host = new Environment({ filters: { slow }, globals: { slow }, limits: { renderMilliseconds: 100 } });
  for (const call of ["i|slow", "slow(i)"]) {
    const source = `{% for i in range(100) %}{{ ${call} }}{% endfor %}`;
    expect(() => host.fromString(source).render()).toThrow(
      expect.objectContaining({ code: "time_limit" }) as Error,
    );
  }
  expect(host.fromString("{{ 1|slow }}").render()).toBe("1");
});

test.each(["macro", "loop", "ns", "''.upper", "self"])(
  "functions of the host are given data only: %s",
  (name) => {
    const host = new Environment({ filters: { kind: (value: unknown) => typeof value } });
    const source = `{% macro macro() %}{% endmacro %}{% set ns = namespace() %}{% for _ in [1] %}{{ ${name}|kind }}{% endfor %}`;
    expect(() => host.fromString(source).render()).toThrow(
      expect.objectContaining({
        code: "type_error",
        message: expect.stringMatching(/^A function of the host/) as string,
      }) as Error,
    );
  },
);

describe("code of the host that fails is told as the host's, by its name, and with what it threw:", () => {
  const cause = new RangeError("of the host");
  const fail = (): never => {
    throw cause;
  };
  const failing: Parameter = { name: "value", kind: "single", required: true, read: fail };
  const any = parameters.any("value");
  const declare = (params: Parameter[], run: () => never) => ({ name: "f", params, run }) as const;

  test.each<[string, string, EnvironmentOptions]>([
    ["filter 'f'", "{{ 1|f }}", { filters: { f: fail } }],
    ["filter 'f'", "{{ 1|f }}", { filters: { f: defineFilter(declare([any], fail)) } }],
    ["filter 'f'", "{{ 1|f }}", { filters: { f: defineFilter(declare([failing], fail)) } }],
    ["filter 'f'", "{{ [1]|map('f')|list }}", { filters: { f: defineFilter(declare([any], fail)) } }],
    ["test 'f'", "{{ 1 is f }}", { tests: { f: fail } }],
    ["test 'f'", "{{ 1 is f }}", { tests: { f: defineTest(declare([any], fail)) } }],
    ["test 'f'", "{{ [1]|select('f')|list }}", { tests: { f: defineTest(declare([any], fail)) } }],
    ["function 'f'", "{{ f() }}", { globals: { f: fail } }],
    ["function 'f'", "{{ f() }}", { globals: { f: defineGlobal(declare([], fail)) } }],
    ["function 'f'", "{{ f(1) }}", { globals: { f: defineGlobal(declare([failing], fail)) } }],
    ["source of randomness", "{{ [1, 2]|random }}", { random: fail }],
    ["clock", "{{ d.now() }}", { now: fail }],
  ])("the host's %s in %s", (what, source, options) => {
    const template = new Environment(options).fromString(source);
    expect(() => template.render({ d: new Date(0) })).toThrow(
      expect.objectContaining({
        code: "host_error",
        stage: "render",
        message: `The host's ${what} failed`,
        cause,
        line: 1,
      }) as Error,
    );
  });
});

test("an error that the host's code words itself is told as it is", () => {
  const fail = (): never => {
    throw new HookloomError("value_error", "No such order");
  };
  const f = defineFilter({ ...shout, run: fail });
  for (const filters of [{ f }, { f: fail }]) {
    expect(() => new Environment({ filters }).fromString("{{ 1|f }}").render()).toThrow(
      expect.objectContaining({ code: "value_error", message: "No such order" }) as Error,
    );
  }
});

describe("what the host's code gives becomes a value, whether it is declared or not:", () => {
  const given: [unknown, string][] = [
    [undefined, "None"],
    [{ a: [1.5, { b: 10n }] }, "{'a': [1.5, {'b': 10}]}"],
    [[{ a: 1 }, undefined], "[{'a': 1}, None]"],
    [new Date(0), "1970-01-01 00:00:00+00:00"],
    [new Map([[1, "x"]]), "{1: 'x'}"],
    [2 ** 60, "1152921504606846976"],
    [-0, "-0.0"],
    [5n, "5"],
  ];
  const promise = "a promise (functions of the host cannot be async), which a template may not see";
  const refused: [unknown, string][] = [
    [Promise.resolve(1), promise],
    [[Promise.resolve(1)], promise],
    [() => 1, "a function, which a template may not see"],
    [Symbol("x"), "a symbol, which a template may not see"],
    [/x/, "an instance of a class, which a template may not see"],
  ];
  const ways = {
    plain: (value: unknown) => ({ filters: { f: () => value }, tests: { f: () => value } }),
    declared: (value: unknown) => {
      const declaration = { ...shout, name: "f", aliases: [], params: [parameters.any("value")] };
      return {
        filters: { f: defineFilter({ ...declaration, run: () => value as Value }) },
        tests: { f: defineTest({ ...declaration, run: () => value as boolean }) },
      };
    },
  };

  describe.each(Object.entries(ways))("%s", (_way, make) => {
    test.each(given)("%o", (value, printed) => {
      expect(new Environment(make(value)).fromString("{{ 1|f }}").render()).toBe(printed);
      const truth = new Environment(make(value)).fromString("{{ 1 is f }} {{ [1]|select('f')|list|length }}");
      expect(truth.render()).toBe(["None", "-0.0"].includes(printed) ? "False 0" : "True 1");
    });

    test.each(refused)("not %o", (value, message) => {
      for (const source of ["{{ 1|f }}", "{{ 1 is f }}", "{{ (1|f).a }}", "{{ 1|f|tojson }}"]) {
        expect(() => new Environment(make(value)).fromString(source).render()).toThrow(
          expect.objectContaining({
            code: "host_value",
            stage: "render",
            line: 1,
            message: expect.stringContaining(message) as string,
          }) as Error,
        );
      }
    });
  });

  test("a dict stays the one it is, and a list is copied, as the host may keep its own", () => {
    const same = defineFilter({ ...shout, params: [parameters.any("value")], run: (_state, value) => value });
    const source = "{% set x = {} %}{% set y = [[1]] %}{{ (x|same) is sameas x }} {{ (y|same) is sameas y }}";
    expect(new Environment({ filters: { same } }).fromString(source).render()).toBe("True False");
  });
});

test.each([
  {},
  { run: () => 1 },
  { ...shout, name: undefined },
  { ...shout, params: undefined },
  { ...shout, params: [] },
  { ...shout, params: [null] },
  { ...shout, params: [{ name: "value", kind: "single" }] },
])("a declaration that lacks something is refused when it is registered: %#", (declaration) => {
  for (const make of [
    () => new Environment({ filters: { f: declaration as never } }),
    () => new Environment({ tests: { f: declaration as never } }),
  ]) {
    expect(make).toThrow(
      expect.objectContaining({
        code: "option_invalid",
        message: expect.stringMatching(
          /^The (filter|test) 'f' must be a function, or what defineFilter/,
        ) as string,
      }) as Error,
    );
  }
  const globals = { f: defineGlobal({ ...declaration, run: 5 } as never) };
  expect(() => new Environment({ globals })).toThrow(
    "The function 'f' must be a function, or what defineFilter",
  );
});

test("what it builds is paid for", () => {
  expect(() => render("{{ 'a'|shout(10 ** 9) }}")).toThrow(
    expect.objectContaining({ code: "allocation_limit" }) as Error,
  );
});

test.each([
  ["{% for _ in range(1000) %}{{ rows|size_of }}{% endfor %}", "allocation_limit"],
  [
    "{% set x = namespace(l=[1]) %}{% for _ in range(50) %}{% set x.l = [x.l, x.l] %}{% endfor %}{{ x.l|size_of }}",
    "fuel_limit",
  ],
  [
    "{% set x = namespace(l=[1]) %}{% for _ in range(50) %}{% set x.l = [x.l, {'k': x.l}] %}{% endfor %}{{ 1|size_of(k=x.l) }}",
    "fuel_limit",
  ],
  [
    "{% set x = namespace(l=[1]) %}{% for _ in range(600) %}{% set x.l = [x.l] %}{% endfor %}{{ x.l|size_of }}",
    "depth_limit",
  ],
  ["{{ ([range(100000), range(100000)] * 9)|size_of }}", "fuel_limit"],
  ["{% for _ in range(1000) %}{% set x = text|louder %}{% endfor %}", "allocation_limit"],
  ["{% for _ in range(1000) %}{% set x = copies(20000) %}{% endfor %}", "fuel_limit"],
])("what a plain function of the host takes and gives is paid for: %s", (source, code) => {
  const plain = new Environment({
    filters: { size_of: (list: unknown[]) => list.length, louder: (text: string) => text.toUpperCase() },
    globals: { copies: (count: number) => ({ all: Array.from({ length: count }, () => ["x"]) }) },
    limits: { renderMilliseconds: Number.POSITIVE_INFINITY },
  });
  const variables = { rows: Array.from({ length: 10_000 }, (_, n) => ({ n })), text: "a".repeat(100_000) };
  expect(() => plain.fromString(source).render(variables)).toThrow(
    expect.objectContaining({ code }) as Error,
  );
});

test("a declaration has a type that hosts can name", () => {
  const echo: Definition<Value, readonly [Parameter<string>]> = {
    name: "echo",
    params: [parameters.text("value")],
    run: (_state, value) => value + value,
  };
  expect(
    new Environment({ filters: { echo: defineFilter(echo) } }).fromString("{{ 'a'|echo }}").render(),
  ).toBe("aa");
});
