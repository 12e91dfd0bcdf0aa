import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { roundedDouble } from "../../../src/jinja/builtins/format/float-digits.js";
import { formatFloat } from "../../../src/jinja/builtins/format/float-text.js";
import { Environment } from "../../../src/jinja/index.js";
import { floatText } from "../../../src/values/float-repr.js";
import { parseFloating, parseInteger } from "../../../src/values/number-parse.js";
import { unmetered } from "../../../src/values/value.js";
import tables from "./numbers.json" with { type: "json" };

/** Rows of arguments with CPython's answer at the end; see record.py. */
const { percent, repr, round, int, float, spec } = tables as unknown as {
  percent: [template: string, x: string, text: string][];
  repr: [x: string, text: string][];
  round: [x: string, places: number, text: string][];
  int: [text: string, base: number, int: string | null][];
  float: [text: string, float: string | null][];
  spec: [spec: string, int: string, text: string][];
};

function double(text: string): number {
  return text === "nan" ? Number.NaN : Number(text.replace("inf", "Infinity"));
}

describe("floats are written as CPython writes them", () => {
  test.each(percent)("%j of %s is %s", (template, x, text) => {
    const [, alternate, precision, kind] = /^%(#?)(?:\.(\d+))?([efg])$/.exec(template) as unknown as string[];
    const style = {
      kind: kind as "e" | "f" | "g",
      precision: Number(precision ?? 6),
      alternate: alternate === "#",
    };
    expect(formatFloat(double(x), style, unmetered)).toBe(text);
  });

  test.each(repr)("repr of %s is %s", (x, text) => {
    expect(floatText(double(x))).toBe(text);
  });

  test("17 digits read back as the same number, and so does repr", () => {
    fc.assert(
      fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (x) => {
        expect(Number(formatFloat(x, { kind: "e", precision: 16 }, unmetered))).toBe(x);
        expect(Number(floatText(x))).toBe(x);
      }),
    );
  });
});

describe("floats are rounded as CPython rounds them", () => {
  const finite = round.filter(([x, places]) => Number.isFinite(double(x)) && Math.abs(places) < 300);
  test.each(finite)("%s to %i places is %s", (x, places, text) => {
    const size = roundedDouble(Math.abs(double(x)), places, unmetered);
    expect(floatText(x.startsWith("-") ? -size : size)).toBe(text);
  });

  const environment = new Environment();
  test.each(round)("the filter: %s to %i places is %s", (x, places, text) => {
    const template = environment.fromString("{{ text|float|round(places) }}");
    expect(template.render({ text: x, places })).toBe(text);
  });
});

describe("numbers are read as CPython reads them", () => {
  test.each(int)("int(%j, %i) is %s", (text, base, expected) => {
    expect(parseInteger(text, base, unmetered)?.toString() ?? null).toBe(expected);
  });

  test.each(float)("float(%j) is %s", (text, expected) => {
    const number = parseFloating(text, unmetered);
    expect(number === undefined ? null : floatText(number)).toBe(expected);
  });
});

describe("ints are laid out as CPython lays them out", () => {
  const environment = new Environment();
  test.each(spec)("format of %j: %s is %j", (text, number, expected) => {
    const template = environment.fromString("{{ template.format(number) }}");
    expect(template.render({ template: `{:${text}}`, number: BigInt(number) })).toBe(expected);
  });
});
