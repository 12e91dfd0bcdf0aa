import { describe, expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { datetime, Environment } from "../../src/jinja/index.js";
import type { Limits } from "../../src/limits.js";

const size = 400_000;
const half = `${"a".repeat(size / 2)}b`;

/** Texts that are made to be slow to search, split and change. */
const context = {
  a: "a".repeat(size),
  half,
  mirrored: [...half].reverse().join(""),
  quarter: `${"a".repeat(size / 4)}b${"a".repeat(size / 4)}`,
  commas: "xy,,".repeat(size / 4),
  blanks: " ".repeat(size),
  tabs: "\t".repeat(size),
  lines: "\n".repeat(size),
  emoji: "😀".repeat(size / 2),
  accents: `a${"\u0301".repeat(size)}`,
  sigmas: `${"'".repeat(1000)}\u03a3`.repeat(size / 1001),
  oneSigma: `A${"'".repeat(size / 2)}\u03a3${"'".repeat(size / 2)}`,
  braces: "{".repeat(size),
  comments: "<!--".repeat(size / 4),
  moment: datetime("2024-03-14T12:00:00"),
};

/** What a template prints, or the code of its error. */
function outcome(source: string, limits: Partial<Limits> = {}): string {
  try {
    return new Environment({ undefined: "chainable", limits }).fromString(source).render(context);
  } catch (error) {
    if (isHookloomError(error)) return error.code;
    throw error;
  }
}

describe("growth is paid for before it happens", () => {
  test.each([
    ["'x'.center(10 ** 9)", "allocation_limit"],
    ["'x'.ljust(10 ** 9)", "allocation_limit"],
    ["'x'.rjust(10 ** 9, '😀')", "allocation_limit"],
    ["('x'|safe).rjust(10 ** 9)", "allocation_limit"],
    ["'x'.zfill(2 ** 62)", "allocation_limit"],
    ["'x\\t'.expandtabs(2 ** 31 - 1)", "allocation_limit"],
    ["a.replace('a', a)", "allocation_limit"],
    ["a.replace('', a)", "allocation_limit"],
    ["a.join(a)", "allocation_limit"],
    ["('&'|safe).join([a] * 1000)", "allocation_limit"],
    ["('{0}' * 1000).format(a)", "allocation_limit"],
    ["('{a}' * 1000).format_map({'a': a})", "allocation_limit"],
    ["'{:>{}}'.format(1, 10 ** 9)", "allocation_limit"],
    ["(a * 10).split('a')", "allocation_limit"],
    ["(a * 10).rsplit('a')", "allocation_limit"],
    ["(lines * 5).splitlines()", "allocation_limit"],
    ["{}.fromkeys(range(100000)).copy().copy().copy()", "allocation_limit"],
    ["(2.0 ** 1000).as_integer_ratio()", "allocation_limit", { intDigits: 100 }],
  ] as [string, string, Partial<Limits>?][])("%s", (expression, code, limits = {}) => {
    // With fuel and time to spare, only the growth itself can stop it.
    const generous = { fuel: 1e9, renderMilliseconds: 1e6, ...limits };
    expect(outcome(`{% set result = ${expression} %}`, generous)).toBe(code);
  });
});

describe("work is paid for, also where nothing grows", () => {
  test.each([
    "(''|safe).escape(a)",
    "a.isalpha()",
    "a.istitle()",
    "a.find('b')",
    "a.rfind('b')",
    "a.count('b')",
    "a.startswith(a)",
    "a.removeprefix('b')",
    "emoji.index('😀', 150000)",
  ])("%s", (call) => {
    const source = `{% for i in range(1000) %}{% if ${call} %}{% endif %}{% endfor %}`;
    expect(outcome(source, { renderMilliseconds: 1e6 })).toBe("fuel_limit");
  });
});

test("text behind directives is paid for each time that it is compared", () => {
  const call = "moment.strptime('1' * 30 ~ a ~ 'y', '%f%H%M%S%j%d%m%U%W%V%I' ~ a ~ 'z')";
  expect(outcome(`{{ ${call} }}`, { renderMilliseconds: 1e6 })).toBe("fuel_limit");
});

describe("the time is linear, which for these texts is the difference between milliseconds and hours", () => {
  const generous = { fuel: 1e9, allocation: 1e9, renderMilliseconds: 1e6 };
  test.each([
    ["a.find(half)", "-1"],
    ["a.rfind(mirrored)", "-1"],
    ["a.count(quarter)", "0"],
    ["a.replace(quarter, '')|length", "400000"],
    ["a.split(half)|length", "1"],
    ["a.rsplit(mirrored)|length", "1"],
    ["commas.split(',,')|length", "100001"],
    ["commas.rsplit('xy,')|length", "100001"],
    ["commas.rsplit(',,x', 5)|length", "6"],
    ["a.partition(half)[1]", ""],
    ["a.rpartition(mirrored)[1]", ""],
    ["blanks.split()|length", "0"],
    ["blanks.rsplit(maxsplit=3)|length", "0"],
    ["(blanks ~ 'x').rstrip()|length", "400001"],
    ["a.strip('ab')", ""],
    ["tabs.expandtabs(2)|length", "800000"],
    ["lines.splitlines()|length", "400000"],
    ["emoji.find('x')", "-1"],
    ["emoji.find('😀', 150000)", "150000"],
    ["emoji.split('😀')|length", "200001"],
    ["emoji.center(300000)|length", "300000"],
    ["accents.title()|length", "400001"],
    ["accents.swapcase()|length", "400001"],
    ["sigmas.lower()|length", "399399"],
    ["sigmas.title()|length", "399399"],
    ["oneSigma.swapcase()[200001]", "ς"],
    ["oneSigma.capitalize()[200001]", "ς"],
    ["braces.format()", ""],
    ["(a ~ '{' ~ a).format()", "value_error"],
    ["(comments|safe).striptags()|length", "400000"],
  ])("%s", (expression, answer) => {
    const printed = outcome(`{{ ${expression} }}`, generous);
    expect(expression.startsWith("braces") ? printed.replaceAll("{", "") : printed).toBe(answer);
  });
});
