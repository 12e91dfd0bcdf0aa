import { describe, expect, test } from "vitest";
import { type ErrorInfo, errorCodes } from "../../src/errors/codes.js";
import { Environment } from "../../src/jinja/index.js";
import { defaultLimits, type Limits, limitTable } from "../../src/limits.js";

/** A template of a size, which fits a limit of that number and no less. */
const atTheLimit: [limit: keyof Limits, size: number, code: string, make: (n: number) => string][] = [
  ["templateLength", 20, "template_limit", (n) => "é".repeat(n)],
  ["templateNodes", 12, "template_limit", (n) => `{{ [${"1,".repeat(n - 3)}] }}`],
  ["expressionDepth", 9, "template_limit", (n) => `{{ ${"(".repeat(n - 1)}1${")".repeat(n - 1)} }}`],
  ["expressionDepth", 9, "template_limit", (n) => `{{ ${"not ".repeat(n - 1)}1 }}`],
  ["expressionDepth", 9, "template_limit", (n) => `{{ ${"- ".repeat(n - 1)}1 }}`],
  [
    "expressionDepth",
    9,
    "template_limit",
    (n) => `{{ ${"f(".repeat(n - 1)}1${")".repeat(n - 1)} if false }}`,
  ],
  [
    "expressionDepth",
    9,
    "template_limit",
    (n) => `{{ x${"[0".repeat(n - 1)}${"]".repeat(n - 1)} if false }}`,
  ],
  ["expressionDepth", 9, "template_limit", (n) => `{{ ${"1 if 1 else ".repeat(n - 1)}1 }}`],
  // The template itself and the output are two levels of the tree.
  ["syntaxDepth", 9, "template_limit", (n) => `{{ 1${" + 1".repeat(n - 3)} }}`],
  ["syntaxDepth", 9, "template_limit", (n) => `{{ x${".y".repeat(n - 3)} }}`],
  ["syntaxDepth", 9, "template_limit", (n) => `{{ 1${"|abs".repeat(n - 3)} }}`],
  ["syntaxDepth", 9, "template_limit", (n) => `{{ x${" if 1".repeat(n - 3)} }}`],
  ["syntaxDepth", 9, "template_limit", (n) => `{% set x | ${"|upper".repeat(n - 2).slice(1)} %}{% endset %}`],
  ["blockDepth", 5, "template_limit", (n) => "{% if 1 %}".repeat(n) + "{% endif %}".repeat(n)],
  ["loops", 3, "template_limit", (n) => "{% for x in y %}{% endfor %}".repeat(n)],
  ["loopDepth", 2, "template_limit", (n) => "{% for x in y %}".repeat(n) + "{% endfor %}".repeat(n)],
  ["range", 50, "range_limit", (n) => `{% set x = range(${n}) %}`],
  ["output", 50, "output_limit", (n) => `{% for x in range(${n}) %}a{% endfor %}`],
  ["output", 50, "output_limit", (n) => `${"é".repeat(n / 2)}`],
  ["output", 50, "output_limit", (n) => `aa${"中".repeat(Math.ceil((n - 2) / 3))}`],
  ["output", 200_000, "output_limit", (n) => `aa{{ '中' * ${Math.ceil((n - 2) / 3)} }}`],
  ["output", 50, "output_limit", (n) => `aa${"😀".repeat(Math.ceil((n - 2) / 4))}`],
  ["output", 50, "output_limit", (n) => `{% set x %}${"a".repeat(n)}{% endset %}`],
  ["intDigits", 30, "allocation_limit", (n) => `{{ 10 ** ${n - 1} }}`],
  ["dataDepth", 8, "depth_limit", (n) => `{{ ${"[".repeat(n + 1)}${"]".repeat(n + 1)} }}`],
  ["dataDepth", 8, "depth_limit", (n) => `{{ ${"[".repeat(n + 1)}1${"]".repeat(n + 1)}|tojson }}`],
  [
    "callDepth",
    6,
    "depth_limit",
    (n) => `{% macro m(n) %}{% if n > 1 %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(${n - 1}) }}`,
  ],
  // The top level takes eleven levels of the stack, and each of the calls fifteen.
  [
    "stackDepth",
    71,
    "depth_limit",
    (n) =>
      `{% macro m(n) %}{% if n %}{{ m(n - 1) }}{% endif %}{% endmacro %}{{ m(${Math.ceil((n - 11) / 15) - 1}) }}`,
  ],
];

describe("a limit is reached at N and refuses N + 1", () => {
  test.each(atTheLimit)("%s %s", (limit, size, code, make) => {
    const environment = new Environment({ undefined: "chainable", limits: { [limit]: size } });
    expect(() => environment.fromString(make(size)).render()).not.toThrow();
    const more = make(limit === "output" ? size + 2 : size + 1);
    expect(() => environment.fromString(more).render()).toThrow(expect.objectContaining({ code }) as Error);
  });
});

describe("work and growth are paid for before they happen", () => {
  // Without the clock, which would stop them, too.
  const environment = new Environment({
    undefined: "chainable",
    extensions: ["do"],
    limits: { renderMilliseconds: Number.POSITIVE_INFINITY },
  });
  const hostile: [source: string, code: string][] = [
    ["{{ 'a' * 10 ** 9 }}", "allocation_limit"],
    ["{{ 'a' * 10 ** 30 }}", "overflow"],
    ["{{ [0] * 10 ** 9 }}", "allocation_limit"],
    ["{{ 10 ** 10 ** 10 }}", "none"],
    ["{{ 10 ** (10 ** 10) }}", "allocation_limit"],
    ["{{ 2 ** (2 ** 70) }}", "allocation_limit"],
    [
      "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s ~ ns.s %}{% endfor %}",
      "allocation_limit",
    ],
    [
      "{% set ns = namespace(s='ab') %}{% for i in range(99) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
      "allocation_limit",
    ],
    [
      "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
      "allocation_limit",
    ],
    [
      "{% set ns = namespace(n=9) %}{% for i in range(99) %}{% set ns.n = ns.n * ns.n %}{% endfor %}",
      "allocation_limit",
    ],
    ["{% for a in range(10000) %}{% for b in range(10000) %}{% endfor %}{% endfor %}", "fuel_limit"],
    ["{% for a in range(10000) %}{% for b in range(10000) if false %}{% endfor %}{% endfor %}", "fuel_limit"],
    [
      "{% macro m() %}{% for b in range(10000) %}{% endfor %}{% endmacro %}{% for a in range(10000) %}{{ m() }}{% endfor %}",
      "fuel_limit",
    ],
    ["{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", "depth_limit"],
    ["{% block b %}{{ self.b() }}{% endblock %}", "depth_limit"],
    ["{% for x in [[]] recursive %}{{ loop([[]]) }}{% endfor %}", "depth_limit"],
    ["{% for a in range(100000) %}aaaaaaaaaaaaaaaaaaaaaaaa{% endfor %}", "output_limit"],
    ["{{ range(10 ** 9) }}", "range_limit"],
    ["{{ 'x'.center(10 ** 9) }}", "allocation_limit"],
    ["{{ 'x'|center(10 ** 9) }}", "allocation_limit"],
    ["{{ '%1000000000d'|format(1) }}", "allocation_limit"],
    ["{{ '{:>1000000000}'.format(1) }}", "allocation_limit"],
    ["{{ {}|tojson(indent=10 ** 9) }}", "allocation_limit"],
  ];

  test.each(hostile)("%s", (source, code) => {
    let found = "none";
    try {
      environment.fromString(source).render();
    } catch (error) {
      found = (error as { code: string }).code;
    }
    expect(found).toBe(code);
  });

  test.each(["fuel", "allocation"] as const)(
    "%s is counted: a render fits its own count, and no less",
    (limit) => {
      const source = "{% for x in range(20) %}{{ [x, x * 2]|join(',') }}{% endfor %}";
      const isEnough = (count: number): boolean => {
        try {
          new Environment({ limits: { [limit]: count } }).fromString(source).render();
          return true;
        } catch (error) {
          expect(error).toMatchObject({ code: `${limit}_limit` });
          return false;
        }
      };
      const counts = Array.from({ length: 4_000 }, (_, count) => count);
      const least = counts.find(isEnough);
      expect(least).toBeGreaterThan(1);
      expect(counts.slice(least).every(isEnough)).toBe(true);
    },
  );

  test("the clock stops what fuel does not", () => {
    const environment = new Environment({ limits: { renderMilliseconds: 0 } });
    const long = environment.fromString("{% for x in range(99999) %}{% endfor %}");
    expect(() => long.render()).toThrow(expect.objectContaining({ code: "time_limit" }) as Error);
    expect(environment.fromString("{{ 1 }}").render()).toBe("1");
  });

  test("ints of many digits, where the limit allows them, never give fuel back", () => {
    const long = new Environment({ limits: { intDigits: 100_000, renderMilliseconds: 60_000 } });
    const power = long.fromString("{% for i in range(9) %}{% set x = 10 ** 59000 %}{% endfor %}");
    expect(() => power.render()).toThrow(expect.objectContaining({ code: "fuel_limit" }) as Error);
    const rounded = long.fromString("{{ (7 ** 59000)|round(-49000) }}");
    expect(() => rounded.render()).toThrow(expect.objectContaining({ code: "fuel_limit" }) as Error);
  });

  test("fuel that is enough is always enough: more never changes the output", () => {
    const source = "{% for x in range(20) %}{{ x }}{{ 'ab'|upper }}{% endfor %}";
    const render = (fuel: number) => new Environment({ limits: { fuel } }).fromString(source).render();
    const outputs = new Set<string>();
    for (let fuel = 0; fuel < 400; fuel += 1) {
      try {
        outputs.add(render(fuel));
      } catch (error) {
        expect(error).toMatchObject({ code: "fuel_limit" });
        expect(outputs.size).toBe(0);
      }
    }
    expect(outputs.size).toBe(1);
  });
});

test("where a host has lifted the limits of depth, the platform's own is an error like others", () => {
  const lifted = Number.POSITIVE_INFINITY;
  const limits = {
    templateLength: lifted,
    templateNodes: lifted,
    expressionDepth: lifted,
    syntaxDepth: lifted,
  };
  const source = `{{ ${"(".repeat(50_000)}1${")".repeat(50_000)} }}`;
  expect(() => new Environment({ limits }).fromString(source)).toThrow(
    expect.objectContaining({ code: "template_limit" }) as Error,
  );
});

test("limits of one object are one, until the host changes them", () => {
  const limits: { -readonly [Name in keyof Limits]?: number } = { fuel: 1000 };
  const first = new Environment({ limits }).limits;
  expect(new Environment({ limits }).limits).toBe(first);
  limits.fuel = 10;
  expect(new Environment({ limits }).limits.fuel).toBe(10);
  limits.range = 5;
  expect(new Environment({ limits }).limits.range).toBe(5);
  delete limits.fuel;
  expect(new Environment({ limits }).limits.fuel).toBe(defaultLimits.fuel);
  expect(first.fuel).toBe(1000);
});

test.each([
  [null],
  [5],
  [{ fuel: -1 }],
  [{ fuel: 1.5 }],
  [{ fuel: "9" }],
  [{ fuel: Number.NaN }],
  [{ fules: 1 }],
])("limits that are none are refused: %j", (limits) => {
  expect(() => new Environment({ limits } as never)).toThrow(
    expect.objectContaining({ code: "option_invalid" }) as Error,
  );
});

test("an error of a limit names it, and each limit is named", () => {
  const named = Object.values<ErrorInfo>(errorCodes).flatMap(({ limits = [] }) => limits);
  // What an event has too much of is an issue of `event_invalid`.
  const ofEvents = ["eventName", "resourceLabels", "relatedResources"];
  expect([...new Set([...named, ...ofEvents])].sort()).toEqual(Object.keys(limitTable).sort());
  expect(() => new Environment({ limits: { fuel: 0 } }).fromString("{{ 1 }}").render()).toThrow(
    expect.objectContaining({ code: "fuel_limit", help: "See the option 'limits': fuel." }) as Error,
  );
});
