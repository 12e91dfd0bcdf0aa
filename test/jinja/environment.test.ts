import { describe, expect, test } from "vitest";
import {
  Environment,
  type EnvironmentOptions,
  float,
  isHookloomError,
  timedelta,
  type Value,
  type Variables,
} from "../../src/jinja/index.js";

/** The code of the error that something throws, or what it gives. */
function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return isHookloomError(error) ? error.code : error;
  }
}

const make = (options: object) => new Environment(options as EnvironmentOptions);

describe("options that are none are refused when the environment is made", () => {
  test.each<object>([
    { nope: 1 },
    { undefined: "lenient" },
    { undefined: 1 },
    { autoescape: "yes" },
    { delimiters: "<%" },
    { delimiters: { toString: "x" } },
    { delimiters: { blockStart: "" } },
    { extensions: 5 },
    { extensions: ["i18n"] },
    { templates: "x" },
    { globals: 5 },
    { filters: [] },
    { filters: new Map([["x", () => 1]]) },
    { templates: new Map([["x", "y"]]) },
    { filters: { x: 5 } },
    { filters: { x: null } },
    { filters: { x: {} } },
    { tests: { x: { run: () => true } } },
    { limits: 5 },
    { limits: { fuel: -1 } },
    { now: new Date() },
    { random: 0.5 },
    { timeZone: 5 },
    { timeZone: "Mars/Olympus" },
    { trimBlocks: "no" },
    { lstripBlocks: 1 },
    { keepTrailingNewline: "yes" },
    { newlineSequence: "\v" },
  ])("%j", (options) => {
    expect(outcome(() => make(options))).toBe("option_invalid");
  });
});

test.each([
  ["value_error", "7".repeat(5000)],
  ["allocation_limit", `0x${"f".repeat(5000)}`],
])("an int of too many digits has its place: %s", (code, digits) => {
  expect(() => new Environment().fromString(`a\n{{ ${digits} }}`)).toThrow(
    expect.objectContaining({ code, line: 2, column: 4 }) as Error,
  );
});

test.each([
  ["7".repeat(30), 30, "0"],
  ["7".repeat(30), 29, "value_error"],
  ["7".repeat(5000), 5000, "0"],
  ["7".repeat(5000), Number.POSITIVE_INFINITY, "0"],
  [`0x${"f".repeat(5000)}`, 6021, "3"],
  [`0x${"f".repeat(5000)}`, 6020, "allocation_limit"],
])("an int in a template has as many digits as its environment allows: %#", (digits, intDigits, expected) => {
  const render = () => make({ limits: { intDigits } }).fromString(`{{ ${digits} % 7 }}`).render();
  expect(outcome(render)).toBe(expected);
});

test("filters and tests that are none are refused later, too", () => {
  for (const given of [null, undefined, 5, [], { x: 5 }]) {
    expect(outcome(() => new Environment().addFilters(given as never))).toBe("option_invalid");
    expect(outcome(() => new Environment().addTests(given as never))).toBe("option_invalid");
  }
});

test("options that are undefined are not there, and those that are null are wrong", () => {
  const names = (
    "undefined autoescape delimiters extensions templates globals filters tests limits now random timeZone " +
    "trimBlocks lstripBlocks keepTrailingNewline newlineSequence"
  ).split(" ");
  const environment = make(Object.fromEntries(names.map((name) => [name, undefined])));
  expect(environment.fromString("{{ a }}\n{{ [1]|first }}\n").render()).toBe("\n1");
  for (const name of names) expect(outcome(() => make({ [name]: null }))).toBe("option_invalid");
});

test("a template and its name are text", () => {
  const environment = new Environment();
  for (const value of [undefined, 5, Symbol("x"), {}]) {
    expect(outcome(() => environment.getTemplate(value as string))).toBe("option_invalid");
    expect(outcome(() => environment.fromString(value as string))).toBe("option_invalid");
  }
  expect(outcome(() => environment.fromString("x", 5 as unknown as string))).toBe("option_invalid");
  expect(outcome(() => make({ templates: { a: 5 } }).getTemplate("a"))).toBe("option_invalid");
  expect(outcome(() => environment.getTemplate("a"))).toBe("template_not_found");
});

test("variables may be a map, whose values are read as all that comes from the host", () => {
  const template = new Environment().fromString("{{ a }} {{ b.c }} {{ d }}");
  const map = new Map<string, unknown>([
    ["a", float(1)],
    ["b", { c: [new Map([[1, 2]])] }],
    ["d", new Date(0)],
  ]);
  expect(template.render(map as Variables)).toBe("1.0 [{1: 2}] 1970-01-01 00:00:00+00:00");
  for (const value of [() => 1, { text: () => "ran", repr: () => "ran" }, new Proxy({}, {})]) {
    expect(outcome(() => template.render(new Map([["a", value as Value]])))).toBe("host_value");
  }
});

test("a duration of the host's that is none is refused", () => {
  const parts: unknown[] = [
    null,
    "1",
    [],
    [1],
    { years: 1 },
    { days: "1" },
    { days: Number.NaN },
    1e300,
    {
      get days(): number {
        throw new Error("looked at");
      },
    },
  ];
  for (const given of parts) {
    expect(outcome(() => timedelta(given as number))).toBe("host_value");
  }
});

test("a function of the host that decides about escaping may fail", () => {
  const autoescape = () => {
    throw new Error("no");
  };
  const environment = new Environment({ autoescape, templates: { a: "A" } });
  expect(outcome(() => environment.fromString("x"))).toBe("host_error");
  expect(outcome(() => environment.getTemplate("a"))).toBe("host_error");
});
