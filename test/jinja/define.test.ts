import { expect, test } from "vitest";
import {
  type Definition,
  defineFilter,
  defineGlobal,
  defineTest,
  Environment,
  type Parameter,
  parameters,
  type Value,
} from "../../src/jinja/index.js";

const shout = defineFilter({
  name: "shout",
  aliases: ["yell"],
  summary: "The text in upper case, with so many marks behind it.",
  params: [parameters.text("value"), parameters.int("marks", 1)],
  example: ["{{ 'hey'|shout(2) }}", "HEY!!"],
  run(state, value, marks) {
    state.meter.reserve(value.length + marks);
    return value.toUpperCase() + "!".repeat(marks);
  },
});

const short = defineTest({
  name: "short",
  summary: "Whether text has at most so many characters.",
  params: [parameters.text("value"), parameters.int("most", 3)],
  example: ["{{ 'abc' is short }}", "True"],
  run: (_state, value, most) => value.length <= most,
});

const twice = defineGlobal({
  name: "twice",
  summary: "A number, doubled.",
  params: [parameters.int("number")],
  example: ["{{ twice(2) }}", "4"],
  run: (_state, number) => number * 2,
});

const environment = new Environment({ filters: { shout }, tests: { short }, globals: { twice, answer: 42 } });
const render = (source: string) => environment.fromString(source).render();

test.each([shout, short, twice])("what is declared does what its example says: $name", ({ example }) => {
  expect(render(example[0])).toBe(example[1]);
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

test("a source of randomness that fails is the host's fault", () => {
  const random = () => {
    throw new Error("empty");
  };
  expect(() => new Environment({ random }).fromString("{{ [1, 2]|random }}").render()).toThrow(
    expect.objectContaining({ code: "host_error" }) as Error,
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
    summary: "The text twice.",
    params: [parameters.text("value")],
    example: ["{{ 'a'|echo }}", "aa"],
    run: (_state, value) => value + value,
  };
  expect(
    new Environment({ filters: { echo: defineFilter(echo) } }).fromString("{{ 'a'|echo }}").render(),
  ).toBe("aa");
});
