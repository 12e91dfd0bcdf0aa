import { describe, expect, test } from "vitest";
import { Environment, type EnvironmentOptions, isHookloomError } from "../../src/jinja/index.js";

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
  test.each([
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
    { globals: { f: new Date(Number.NaN) } },
    { filters: [] },
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
    expect(outcome(() => make(options))).toBe(
      "globals" in options && options.globals !== 5 ? "host_value" : "option_invalid",
    );
  });
});

test("options that are null or undefined are not there", () => {
  const names = [
    ...["undefined", "autoescape", "delimiters", "extensions", "templates", "globals", "filters", "tests"],
    ...["limits", "now", "random", "timeZone", "trimBlocks", "lstripBlocks", "keepTrailingNewline"],
    "newlineSequence",
  ];
  for (const nothing of [undefined, null]) {
    const environment = make(Object.fromEntries(names.map((name) => [name, nothing])));
    expect(environment.fromString("{{ a }}\n{{ [1]|first }}\n").render()).toBe("\n1");
  }
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

test("a function of the host that decides about escaping may fail", () => {
  const autoescape = () => {
    throw new Error("no");
  };
  const environment = new Environment({ autoescape, templates: { a: "A" } });
  expect(outcome(() => environment.fromString("x"))).toBe("host_error");
  expect(outcome(() => environment.getTemplate("a"))).toBe("host_error");
});
