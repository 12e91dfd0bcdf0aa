import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test, vi } from "vitest";
import {
  type CompileOptions,
  compileTemplate,
  type Explanation,
  explainTemplate,
  parseRequest,
} from "../src/index.js";
import type { Dict } from "../src/values/dict.js";
import type { Value } from "../src/values/value.js";
import { readHttpFile } from "./support/http-file.js";
import { environmentOptions, type JinjaCase, readCases } from "./support/jinja-case.js";
import { countSteps } from "./support/work.js";

type Variables = Parameters<typeof explainTemplate>[1];

const explain = (source: string, body: unknown = {}, options: CompileOptions = {}): Explanation =>
  explainTemplate(source, { method: "POST", headers: {}, body }, options);

/** What an ordinary render gives: its text, or its error as data. */
function render(source: string, context: Variables, options: CompileOptions) {
  try {
    return { rendered: compileTemplate(source, options).render(context) };
  } catch (error) {
    return { error: JSON.parse(JSON.stringify(error)) as unknown };
  }
}

const explained = ({ rendered, error }: Explanation) => (error === undefined ? { rendered } : { error });

/** Random numbers that are the same each time. */
const steady = () => ({ now: () => new Date(0), random: () => 0.25 });

describe("an explained render prints what an ordinary one prints", () => {
  const folder = new URL("conformance/features/", import.meta.url);
  const files = readdirSync(folder).map((name) => `features/${name}`);

  test.each(["wide.json", "generated.json", ...files])("%s", (file) => {
    const cases = readCases(readFileSync(new URL(`conformance/${file}`, import.meta.url), "utf8"));
    const different = cases
      .filter(({ source }) => source !== undefined)
      .map(({ source = "", env, templates, context }: JinjaCase) => {
        const variables = new Map([...(context as Dict).entries()] as [string, Value][]);
        const options = { ...environmentOptions(env), ...(templates && { templates }), ...steady() };
        return {
          source,
          plain: render(source, variables, options),
          told: explained(explainTemplate(source, variables, options)),
        };
      })
      .filter(({ plain, told }) => JSON.stringify(plain) !== JSON.stringify(told));
    expect(cases.length).toBeGreaterThan(0);
    expect(different).toEqual([]);
  });

  const hooks = new URL("../examples/hooks/", import.meta.url);
  test.each(readdirSync(hooks))("examples/hooks/%s", (name) => {
    const read = (file: string) => readFileSync(new URL(`${name}/${file}`, hooks), "utf8");
    const context = parseRequest(readHttpFile(read("request.http")));
    const source = read("template.jinja");
    for (const options of [{}, { escape: "json" } as const]) {
      const told = explainTemplate(source, context, { ...options, ...steady() });
      expect(explained(told)).toEqual(render(source, context, { ...options, ...steady() }));
      expect(told.fault).toBeUndefined();
    }
  });
});

describe("each {{ }}", () => {
  test("has its place, its type and value, and where it was printed", () => {
    const { outputs, rendered = "" } = explain("é{{ body.a }}\n  {{ body.n + 1 }}", { a: "x", n: 1 });
    expect(outputs).toEqual([
      {
        line: 1,
        column: 5,
        source: "body.a",
        times: 1,
        values: [{ type: "str", value: "'x'", start: 1, end: 2 }],
      },
      {
        line: 2,
        column: 6,
        source: "body.n + 1",
        times: 1,
        values: [{ type: "int", value: "2", start: 5, end: 6 }],
      },
    ]);
    expect(rendered).toBe("éx\n  2");
  });

  test("has its place in code points, in whatever order they are told", () => {
    const { missing } = explain("{% macro m() %}😀{{ c }}{% endmacro %}😀{{ b }}{{ m() }}");
    expect(missing).toMatchObject([
      { line: 1, column: 20, source: "c" },
      { line: 1, column: 42, source: "b" },
    ]);
  });

  test("is shown with what its filters are given", () => {
    const source = `{"event": {{ (body.a ~ "b")|upper }}}{% if body.a|upper == "A" %}{% endif %}`;
    const { outputs, tags, fault } = explain(source, { a: "x" });
    const place = { line: 1, column: 14, source: '(body.a ~ "b")|upper' };
    expect(outputs).toMatchObject([place]);
    expect(tags).toMatchObject([{ source: 'body.a|upper == "A"' }]);
    expect(fault?.origin).toEqual({ ...place, printed: "value" });
  });

  test("is there if it never ran, and tells the first five of many values", () => {
    const source = "{% for x in range(9) %}{{ x }}{% else %}{{ body }}{% endfor %}";
    const [many, never] = explain(source).outputs;
    expect([many?.times, many?.values.map(({ value }) => value)]).toEqual([9, ["0", "1", "2", "3", "4"]]);
    expect([never?.times, never?.values]).toEqual([0, []]);
  });

  test("shows long values shortened, and huge ones not at all", () => {
    const values = explain("{{ body.long }}{{ body.list|length }}{{ body.list }}", {
      long: "😀".repeat(100),
      list: Array.from({ length: 100_000 }, (_, index) => index),
    }).outputs.map(({ values: [first] }) => first?.value);
    expect(values).toEqual([`'${"😀".repeat(58)}…`, "100000", "…"]);
  });

  test("shows the value before it is escaped", () => {
    const source = `{"a": {{ body.a }}, "b": "{{ body.b }}", "c": {{ body.c if body.c else [1] }}}`;
    const { outputs, rendered } = explain(source, { a: { k: 1 }, b: '"' }, { escape: "json" });
    expect(rendered).toBe('{"a": {"k": 1}, "b": "\\"", "c": [1]}');
    expect(outputs.map(({ source: text, values: [first] }) => [text, first?.type, first?.value])).toEqual([
      ["body.a", "dict", "{'k': 1}"],
      ["body.b", "str", "'\"'"],
      ["body.c if body.c else [1]", "list", "[1]"],
    ]);
  });
});

describe("what is not there", () => {
  test("is told with its first missing link, wherever it stands", () => {
    const source = "{{ body.a.b.c }}{{ nothing }}{{ body.l[7]|default('x') }}{% if body.q %}{% endif %}";
    expect(explain(source, { l: [] }).missing.map(({ source: text, why }) => [text, why])).toEqual([
      ["body.a", "'dict object' has no attribute 'a'"],
      ["nothing", "'nothing' is undefined"],
      ["body.l[7]", "list object has no element 7"],
      ["body.q", "'dict object' has no attribute 'q'"],
    ]);
  });

  test("is counted in loops, and told where it ends the render", () => {
    const { missing, error, rendered } = explain(
      "{% for x in body %}{{ x.a }}{% endfor %}{{ nope + 1 }}",
      [{}, { a: 1 }, {}],
      { undefined: "strict" },
    );
    expect([missing, error?.code, rendered]).toEqual([
      [{ line: 1, column: 23, source: "x.a", why: "'dict object' has no attribute 'a'", times: 1 }],
      "undefined_value",
      undefined,
    ]);
    expect(explain("{% for x in body %}{{ x.a }}{% endfor %}", [{}, { a: 1 }, {}]).missing[0]?.times).toBe(2);
  });
});

describe("if and for", () => {
  test("tell which branches ran, and how many rounds", () => {
    const source =
      "{% for x in body %}{% if x > 2 %}{% elif x > 1 %}b{% endif %}{% else %}-{% endfor %}{% for x in [] %}{% else %}-{% endfor %}";
    expect(explain(source, [1, 2, 3, 4]).tags).toEqual([
      {
        line: 1,
        column: 13,
        source: "body",
        tag: "for",
        times: 1,
        rounds: 4,
        branches: [{ name: "else", times: 0 }],
      },
      {
        line: 1,
        column: 26,
        source: "x > 2",
        tag: "if",
        times: 4,
        branches: [
          { name: "if", times: 2 },
          { name: "elif", times: 1 },
          { name: "else", times: 1 },
        ],
      },
      {
        line: 1,
        column: 97,
        source: "[]",
        tag: "for",
        times: 1,
        rounds: 0,
        branches: [{ name: "else", times: 1 }],
      },
    ]);
  });

  test("are told of inline ifs, too, wherever they are", () => {
    const source =
      "{{ 'a' if body.n > 1 else 'b' if body.n else 'c' }}{% set x = (1 if y) ~ (2 if 1) %}{% macro m(z=3 if body) %}{% endmacro %}";
    const told = explain(source, { n: 1 }).tags.map(({ tag, times, column, source: test, branches }) => [
      tag,
      column,
      test,
      times,
      branches.map((branch) => branch.times),
    ]);
    expect(told).toEqual([
      ["inline if", 11, "body.n > 1", 1, [0, 1]],
      ["inline if", 34, "body.n", 1, [1, 0]],
      ["inline if", 69, "y", 1, [0, 1]],
      ["inline if", 80, "1", 1, [1, 0]],
      ["inline if", 103, "body", 0, [0, 0]],
    ]);
    const escaped = explain('{"a": {{ body.n if body.n is odd else "" }}}', { n: 1 }, { escape: "json" });
    expect(escaped.tags[0]).toMatchObject({
      tag: "inline if",
      times: 1,
      branches: [{ times: 1 }, { times: 0 }],
    });
    expect(escaped.outputs[0]?.values[0]).toMatchObject({ type: "int", value: "1" });
  });

  test("count recursive loops", () => {
    const source =
      "{% for x in body recursive %}{{ x.n }}{% if x.k %}({{ loop(x.k) }}){% endif %}{% endfor %}";
    const { tags, rendered } = explain(source, [{ n: 1, k: [{ n: 2 }, { n: 3 }] }, { n: 4 }]);
    expect(rendered).toBe("1(23)4");
    expect(tags.map(({ times, rounds }) => [times, rounds])).toEqual([
      [1, 4],
      [4, undefined],
    ]);
  });
});

describe("what is no event", () => {
  const originOf = (source: string, body?: unknown, options: CompileOptions = {}) => {
    const { fault } = explain(source, body, options);
    const { printed, line, column, source: text, template } = fault?.origin ?? {};
    return [fault?.code, printed, line, column, text, ...(template === undefined ? [] : [template])];
  };

  test("is traced to the value that broke it", () => {
    expect(originOf('{"event":\n {{ body.e }}}', { e: "paid" })).toEqual([
      "json_syntax",
      "value",
      2,
      5,
      "body.e",
    ]);
  });

  test("is traced to the template's own text", () => {
    expect(originOf('{"event": {{ body.e }}\n  "resource": {}}', { e: 1 })).toEqual([
      "json_syntax",
      "text",
      2,
      3,
      '"resource": {}}',
    ]);
    expect(originOf('{"event": {{ body.e }} {#- c #}\n  "r": 1}', { e: 1 }).slice(1, 4)).toEqual([
      "text",
      2,
      3,
    ]);
  });

  test("is traced to the end where something is missing there", () => {
    expect(originOf('{"event": {{ body.e }}', { e: 1 })).toEqual(["json_syntax", "value", 1, 14, "body.e"]);
  });

  test("is traced to the value of a field that is no event's", () => {
    expect(originOf('{"event": {{ body.e }}, "resource": {"prefect.resource.id": "r"}}', { e: 1 })).toEqual([
      "event_invalid",
      "value",
      1,
      14,
      "body.e",
    ]);
  });

  test.each([
    ["a macro", '{% macro m(a) %}[{{ a }}{% endmacro %}{"event": {{ m(body) }}}', 21, "a"],
    ["a set block", '{% set x %}[{{ body }}{% endset %}{"event": {{ x }}}', 16, "body"],
    ["a block", '{"event": {% block b %}[{{ body }}{% endblock %}}', 28, "body"],
    ["a filter block", '{"event": {% filter trim %}[{{ body }}{% endfilter %}}', 32, "body"],
    [
      "a call",
      '{% macro m() %}[{{ caller() }}{% endmacro %}{"event": {% call m() %}{{ body }}{% endcall %}}',
      72,
      "body",
    ],
    ["a recursive loop", "[{% for x in [body] recursive %}{{ x }}{% endfor %}]", 36, "x"],
  ])("is traced into %s", (_what, source, column, text) => {
    expect(originOf(source, "oops")).toEqual(["json_syntax", "value", 1, column, text]);
  });

  test("is traced into other templates", () => {
    const templates = { base: '{"event": {% block b %}{% endblock %}}', part: "\n{{ body }}" };
    const extending = "{% extends 'base' %}{% block b %}{{ body }}{% endblock %}";
    expect(originOf(extending, "oops", { templates })).toEqual(["json_syntax", "value", 1, 37, "body"]);
    expect(originOf("[{% include 'part' %}]", "oops", { templates })).toEqual([
      "json_syntax",
      "value",
      2,
      4,
      "body",
      "part",
    ]);
  });

  test("is traced to whoever printed it last where a filter has changed it", () => {
    expect(originOf("[{% filter upper %}{{ body }}{% endfilter %}]", "oops").slice(0, 4)).toEqual([
      "json_syntax",
      "value",
      1,
      5,
    ]);
  });

  test("is traced in a template that is printed as it is", () => {
    expect(originOf('{"event":\n oops}')).toEqual(["json_syntax", "text", 2, 2, "oops}"]);
    expect(originOf("").slice(0, 2)).toEqual(["json_syntax", "text"]);
  });
});

test("what does not compile is told, and wrong options are thrown", () => {
  expect(explain("a{% if %}")).toEqual({
    outputs: [],
    tags: [],
    missing: [],
    error: expect.objectContaining({ code: "template_syntax", line: 1 }),
  });
  expect(() => explain("", {}, { wrong: 1 } as CompileOptions)).toThrow("There is no option called 'wrong'");
});

test.each([
  ["host_value", async () => 1],
  ["host_error", () => JSON.parse("{")],
])("what the host's own filter does wrong is told as the template's other faults: %s", (code, f) => {
  expect(explain("{{ 1 }}{{ 2|f }}", {}, { filters: { f } })).toMatchObject({
    outputs: [
      { source: "1", times: 1 },
      { source: "2|f", times: 0 },
    ],
    error: { code, stage: "render", line: 1 },
  });
});

describe("explaining takes no longer than in proportion", () => {
  test("where a text made to be searched slowly is looked for", () => {
    const slow = `{% macro m() %}{{ "a" * 200000 }}b{{ "a" * 200000 }}{% endmacro %}`;
    const search = vi.spyOn(String.prototype, "indexOf");
    const { outputs } = explainTemplate(`${slow}{% set x = m() %}{{ "a" * 900000 }}`, {});
    // The platform takes length times length steps at the most.
    const steps = search.mock.calls.map(
      ([part], call) => part.length * String(search.mock.contexts[call]).length,
    );
    search.mockRestore();
    expect(outputs).toHaveLength(3);
    expect(Math.max(0, ...steps)).toBeLessThan(10_000_000);
  });

  test("where what is missing on one line is told from its end to its start", async () => {
    const explain = (times: number) => () => explainTemplate("😀{{ a if not b }}".repeat(times), {});
    const [few, many] = [await countSteps(explain(500)), await countSteps(explain(2_000))];
    expect(many).toBeLessThan(5 * few);
    const { missing } = explain(2)();
    expect(missing.map(({ column }) => column)).toEqual([5, 14, 22, 31]);
  });
});

test("an explanation is plain data", () => {
  const told = explain("{% for x in body %}{{ x }}{% endfor %}", [1, "a"]);
  expect(JSON.parse(JSON.stringify(told))).toEqual(told);
});
