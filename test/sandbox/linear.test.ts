import { describe, expect, test, vi } from "vitest";
import { webhookFilters } from "../../src/event/filters.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import { Environment, type EnvironmentOptions } from "../../src/jinja/index.js";
import { builtins, methods } from "../support/builtins.js";
import { countPaid, countSteps } from "../support/work.js";

const endless = Number.POSITIVE_INFINITY;
const limits = { renderMilliseconds: endless, fuel: 1e9, allocation: 1e9, output: 1e9, range: 1e9 };
const environment = new Environment({
  undefined: "chainable",
  limits: { ...limits, templateLength: endless, templateNodes: endless, intDigits: endless },
  filters: { ...webhookFilters, ...humanizeFilters },
  random: () => 0.5,
  now: () => new Date("2024-03-15T12:00:00Z"),
});

/** Inputs of a size, by the names that the calls below know them by. */
const inputs = (n: number): Record<string, unknown> => ({
  n,
  text: "ab <c> & é😀. ".repeat(n / 8),
  numbers: Array.from({ length: n }, (_, index) => (index * 7919) % n),
  texts: Array.from({ length: n }, (_, index) => `t${(index * 7919) % n}`),
  rows: Array.from({ length: n }, (_, index) => ({ k: (index * 7919) % n, v: "x" })),
  dict: Object.fromEntries(Array.from({ length: n }, (_, index) => [`k${index}`, index])),
  moment: new Date("2024-03-14T09:05:07Z"),
  event: { specversion: "1.0", id: "1", source: "/s", type: "t", data: "x".repeat(n) },
});

/** What may stand in the parentheses of a call, from little to much; the first that works is taken. */
const someArguments = [
  "",
  "'a'",
  "1",
  "'a', 'b'",
  "n",
  "texts",
  "numbers",
  "dict",
  "'%Y'",
  "1, 2, 3",
  "attribute='k'",
  "{'content-type': 'application/cloudevents+json'}",
];

interface Cost {
  readonly n: number;
  readonly fuel: number;
  readonly allocated: number;
}

function costs(source: string, sizes: readonly number[]): Cost[] | undefined {
  try {
    const template = environment.fromString(source);
    return sizes.map((n) => ({ n, ...countPaid(() => template.render(inputs(n))) }));
  } catch {
    return undefined;
  }
}

/** Whether what doubles with its input no more than doubles what it pays; sorting takes a little more. */
function expectLinear(source: string, sizes: readonly number[]): boolean {
  const all = costs(source, sizes);
  if (all === undefined) return false;
  const [one, two, four] = all as [Cost, Cost, Cost];
  for (const what of ["fuel", "allocated"] as const) {
    const first = two[what] - one[what];
    const second = four[what] - two[what];
    expect([source, what, second <= first * 2.4 + 600]).toEqual([source, what, true]);
  }
  return true;
}

const sizes = [64, 128, 256];

/** Tries every kind of input and argument with a call, and tells how many of them it takes. */
function tryAll(call: (input: string, args: string) => string, names: readonly string[]): number {
  let taken = 0;
  for (const input of names) {
    const works = someArguments.find((args) => costs(call(input, args), [8]) !== undefined);
    if (works !== undefined && expectLinear(call(input, works), sizes)) taken += 1;
  }
  return taken;
}

/** Long ints are not among them: their arithmetic is quadratic, charged as such, and bounded by their digits. */
const kinds = [
  "text",
  "numbers",
  "texts",
  "rows",
  "dict",
  "moment",
  "(moment - moment)",
  "n",
  "event",
  "'en'",
];

describe("every builtin costs no more than in proportion to its input", () => {
  const filters = [
    ...(builtins.filters ?? []),
    ...Object.values(webhookFilters),
    ...Object.values(humanizeFilters),
  ];
  test.each(filters.map(({ name }) => name))("filter %s", (name) => {
    // Whatever is lazy is asked for its items.
    const call = (input: string, args: string) =>
      `{% set x = ${input}|${name}${args === "" ? "" : `(${args})`} %}{% set x = x|string if x is string else x|list|string if x is iterable else x|string %}`;
    expect(tryAll(call, kinds)).toBeGreaterThan(0);
  });

  test.each((builtins.tests ?? []).map(({ name }) => name))("test %s", (name) => {
    const call = (input: string, args: string) =>
      `{{ ${input} is ${name}${args === "" ? "" : `(${args})`} }}`;
    expect(tryAll(call, kinds)).toBeGreaterThan(0);
  });

  const values: Record<string, string> = {
    str: "text",
    Markup: "(text|safe)",
    list: "numbers",
    tuple: "(dict.items()|list)[0]",
    dict: "dict",
    "views of a dict": "dict.keys()",
    range: "range(n)",
    int: "n",
    float: "(n / 3)",
    "datetime.date": "moment.date()",
    "datetime.datetime": "moment",
    "datetime.time": "moment.time()",
    "datetime.timedelta": "(moment - moment)",
    "datetime.timezone": "moment.tzinfo",
    "zoneinfo.ZoneInfo": "moment.tzinfo",
  };
  test.each(Object.entries(methods).flatMap(([type, all]) => all.map(({ name }) => [type, name] as const)))(
    "method of %s: %s",
    (type, name) => {
      const more = [
        "1, moment",
        "moment",
        "'k0'",
        "moment.time()",
        "moment.date(), moment.time()",
        "'2024-03-14'",
        "'09:05:07'",
        "moment, '%Y'",
        "'2024', '%Y'",
        "2024, 5, 1",
      ];
      const call = (input: string, args: string) => `{% set x = ${input}.${name}(${args}) %}`;
      const found = [...someArguments, ...more].some((args) => {
        const source = call(values[type] as string, args);
        return costs(source, [8]) !== undefined && expectLinear(source, sizes);
      });
      expect([type, name, found]).toEqual([type, name, true]);
    },
  );
});

// ---------------------------------------------------------------------------------------------------
// The source

const everyTag: EnvironmentOptions = {
  limits: { templateLength: endless, templateNodes: endless },
  trimBlocks: true,
  lstripBlocks: true,
  extensions: ["do", "loopcontrols", "debug"],
  delimiters: { lineStatementPrefix: "%%", lineCommentPrefix: "##" },
};

/** Sources that keep the lexer in one of its states, or the parser and compiler at one kind of node. */
const sources: Record<string, (n: number) => string> = {
  data: (n) => "text { % # \n".repeat(n),
  comment: (n) => `{# ${"a # } ".repeat(n)} #}`,
  comments: (n) => "{# a #}\n".repeat(n),
  raw: (n) => `{% raw %}${"{{ {% ".repeat(n)}{% endraw %}`,
  raws: (n) => "{% raw %}a{% endraw %}".repeat(n),
  variables: (n) => "{{ a }}".repeat(n),
  blanks: (n) => `{{ ${" \n".repeat(n)} a }}`,
  "line statements": (n) => "%% set a = 1\n".repeat(n),
  "line comments": (n) => "text ## comment\n".repeat(n),
  string: (n) => `{{ '${"a\\n\\u00e9".repeat(n)}' }}`,
  strings: (n) => `{{ ${"'a' ".repeat(n)} }}`,
  number: (n) => `{{ ${"1_".repeat(n)}1 }}`.replace("1_", n > 2000 ? "1." : "1_"),
  numbers: (n) => `{{ [${"1.5e3, ".repeat(n)}] }}`,
  name: (n) => `{{ ${"a".repeat(n * 4)} }}`,
  names: (n) => `{{ [${"name, ".repeat(n)}] }}`,
  brackets: (n) => `{{ [${"[({})], ".repeat(n)}] }}`,
  "space control": (n) => "  {%- if a -%}  \n  {%- endif -%}  ".repeat(n),
  "stripped lines": (n) => "   \n   {% if a %}\n{% endif %}\n".repeat(n),
  open: (n) => "{".repeat(n * 8),
  ifs: (n) => "{% if a %}{% set b = 1 %}{% elif c %}{{ b }}{% else %}{% set d = 2 %}{% endif %}".repeat(n),
  loops: (n) => "{% for x in y %}{{ loop.index }}{% endfor %}".repeat(n),
  macros: (n) => "{% macro m(a, b=1) %}{{ a }}{{ caller() }}{% endmacro %}".repeat(n),
  blocks: (n) =>
    Array.from({ length: n }, (_, index) => `{% block b${index} %}{{ x }}{% endblock %}`).join(""),
  sets: (n) => Array.from({ length: n }, (_, index) => `{% set a${index} = 1 %}`).join(""),
  filters: (n) => "{{ a|upper|replace('a', 'b') }}".repeat(n),
  calls: (n) => `{{ f(${"a, ".repeat(n)}) }}`,
  keywords: (n) => `{{ f(${Array.from({ length: n }, (_, index) => `a${index}=1`).join(", ")}) }}`,
  comparisons: (n) => `{{ 1 ${"< 2 ".repeat(n)} }}`,
  conjunctions: (n) => `{{ a ${"and b or c ".repeat(n)} }}`,
};

/** Whether of three counts, each for twice as much, none is out of proportion. */
function isLinear([one = 0, two = 0, four = 0]: readonly number[]): boolean {
  return one > 0 && four <= two * 3;
}

describe("a template compiles in work in proportion to its source", () => {
  test.each(Object.entries(sources))("%s", async (_name, source) => {
    const compile = (n: number) => () => {
      try {
        new Environment(everyTag).fromString(source(n));
      } catch {
        // A source that is wrong has to be read to the end, too.
      }
    };
    compile(50)();
    const sizes = [200, 400, 800];
    let steps = sizes.map(() => 0);
    // What was optimised away, the platform does not count: the most of several counts is the nearest to the truth.
    for (let round = 0; round < 4 && !isLinear(steps); round += 1) {
      const again: number[] = [];
      for (const size of sizes) again.push(await countSteps(compile(size)));
      steps = steps.map((most, index) => Math.max(most, again[index] as number));
    }
    expect([isLinear(steps), ...steps]).toEqual([true, ...steps]);
  });
});

test("what is assigned in many conditions inside one another is not written anew for each", () => {
  const names = Array.from({ length: 500 }, (_, index) => `{% set a${index} = 1 %}`).join("");
  const writes = (depth: number, end: string) => {
    const source = `${"{% if a %}".repeat(depth)}${names}${end.repeat(depth)}`;
    const spy = vi.spyOn(Map.prototype, "set");
    new Environment().fromString(source);
    const count = spy.mock.calls.length;
    spy.mockRestore();
    return count;
  };
  for (const end of [
    "{% endif %}",
    "{% else %}{{ b }}{% endif %}",
    "{% elif b %}{% set c = 1 %}{% endif %}",
  ]) {
    expect([end, writes(49, end) < 2 * writes(1, end)]).toEqual([end, true]);
  }
});
