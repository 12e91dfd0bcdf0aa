import { describe, expect, test } from "vitest";
import { Environment } from "../../../src/jinja/index.js";

const environment = new Environment({ limits: { renderMilliseconds: Number.POSITIVE_INFINITY } });

/** Expressions that would build far more than any render may. */
const tooMuch = [
  "'%1000000000d'|format(1)",
  "'%-1000000000s'|format('a')",
  "'%01000000000d'|format(1)",
  "'%1000000000c'|format('a')",
  "'%*d'|format(10 ** 12, 1)",
  "'%.1000000000d'|format(1)",
  "'%.1000000000f'|format(1.5)",
  "'%.1000000000e'|format(1.5)",
  "'%#.1000000000g'|format(1.5)",
  "('%s' * 1000)|format(*(['x' * 100000] * 1000))",
  "'{:>1000000000}'.format(1)",
  "'{:<1000000000}'.format('a')",
  "'{:1000000000c}'.format(97)",
  "'{:01000000000,}'.format(1)",
  "'{:{}}'.format(1, 10 ** 9)",
  "'{:.1000000000f}'.format(1.5)",
  "'{:.1000000000%}'.format(1)",
  "'{:#.1000000000g}'.format(1.5)",
  "'a'|center(10 ** 9)",
  "'a\\nb'|indent(10 ** 9)",
  "('a\\n' * 100000)|indent(1000)",
  "('a ' * 100000)|wordwrap(1, wrapstring='x' * 1000)",
  "[1]|batch(10 ** 9, 'x')|list",
  "(['x' * 100000] * 1000)|join",
  "{'a': 1}|tojson(indent=10 ** 9)",
  "[[1] * 1000]|tojson('x' * 100000)",
  "('x' * 1000)|replace('x', 'y' * 1000000)",
  "('<' * 2000000)|escape",
  "('é' * 2000000)|urlencode",
  "('é' * 1000000)|pprint|pprint|pprint",
  "('%r' * 1000)|format(*(['\\x00' * 100000] * 1000))",
  "1|round(10 ** 9, 'ceil')",
];

/** Expressions that would go on for far longer than any render may. */
const tooLong = ["[1]|slice(10 ** 9)|list", "lipsum(10 ** 9)", "lipsum(1, min=10 ** 9, max=10 ** 9 + 1)"];

/** Sizes that are only names for "all there is" cost nothing. */
const cheap: [expression: string, output: string][] = [
  ["1|round(10 ** 9)", "1"],
  ["1|round(-10 ** 9)", "0"],
  ["1.5|round(10 ** 9)", "1.5"],
  ["'%.1000000000s'|format('a')", "a"],
  ["'%.1000000000g'|format(1.5)", "1.5"],
  ["'{:.1000000000}'.format(1.5)", "1.5"],
  ["'a'|truncate(10 ** 9)", "a"],
  ["'a'|wordwrap(10 ** 9)", "a"],
  ["'http://a.com'|urlize(10 ** 9)|length", "54"],
];

describe("sizes are paid for before anything is built", () => {
  test.each([...tooMuch, ...tooLong])("%s", (expression) => {
    const template = environment.fromString(`{{ ${expression} }}`);
    const code = expect.stringMatching(/^(?:allocation_limit|fuel_limit)$/) as string;
    expect(() => template.render()).toThrow(expect.objectContaining({ code }) as Error);
  });

  test.each(cheap)("%s", (expression, output) => {
    expect(environment.fromString(`{{ ${expression} }}`).render()).toBe(output);
  });
});
