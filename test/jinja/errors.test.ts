import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { HookloomError, isHookloomError, maxMessageLength } from "../../src/errors/error.js";
import { Environment } from "../../src/jinja/index.js";

const environment = new Environment({
  undefined: "strict",
  templates: {
    "macros.jinja": "{% macro half(n) %}\n  {{ n / 0 }}\n{% endmacro %}",
    "base.jinja": "{% block b %}{{ nothing.here }}{% endblock %}",
    "empty.jinja": "",
    "broken.jinja": "line one\n{{ 1 +/ 2 }}",
  },
});

function failure(source: string, context: Record<string, unknown> = {}): HookloomError {
  try {
    environment.fromString(source, "hook.jinja").render(context);
  } catch (error) {
    if (isHookloomError(error)) return error;
    throw error;
  }
  throw new Error("expected an error");
}

/** Codes of a compilation or a render, and a template that raises each; limits have their own tests. */
const raising: readonly (readonly [code: string, source: string])[] = [
  ["template_syntax", "{% if %}"],
  ["template_assertion", "{% block a %}{% endblock %}{% block a %}{% endblock %}"],
  ["template_invalid", "{{ f(a=1, a=2) }}"],
  ["unknown_filter", "{{ 1|nope }}"],
  ["unknown_test", "{{ 1 is nope }}"],
  ["undefined_value", "{{ a.b }}"],
  ["type_error", "{{ 1 + 'a' }}"],
  ["value_error", "{{ [].index(1) }}"],
  ["assertion_error", "{{ 'abcdef'|truncate(1) }}"],
  ["key_error", "{{ '{a}'.format() }}"],
  ["index_error", "{{ '{0}'.format() }}"],
  ["attribute_error", "{{ 1|xmlattr }}"],
  ["zero_division", "{{ 1 / 0 }}"],
  ["overflow", "{{ 10.0 ** 1000 }}"],
  ["runtime_error", "{% extends 'empty.jinja' %}{% extends 'empty.jinja' %}"],
  ["python_runtime_error", "{{ cycler() }}"],
  ["filter_argument", "{{ 1|round(1, 'x') }}"],
  ["security", "{{ ''.__class__.x }}"],
  ["template_not_found", "{% include 'a' %}"],
  ["templates_not_found", "{% include ['a', 'b'] %}"],
];

/** What is written, and the help that is given. */
const helped: readonly (readonly [source: string, help: string | undefined])[] = [
  ["{{ 1|uper }}", "Did you mean 'upper'?"],
  ["{{ 1|to_json }}", "Did you mean 'tojson'?"],
  ["{{ 1 is defind }}", "Did you mean 'defined'?"],
  ["{{ 1|nothing_like_it }}", undefined],
  ["{% fro x in y %}{% endfor %}", "Did you mean 'for'?"],
  ["{% for x in y %}{% enfor %}", "Did you mean 'endfor'?"],
  ["{% for x in y %}{% if x %}{% endfor %}", undefined],
  ["{% elif x %}", undefined],
  ["{% do x.append(1) %}", "Add 'do' to the option 'extensions'."],
  ["{% break %}", "Add 'loopcontrols' to the option 'extensions'."],
  ["{% trans %}", undefined],
];

test.each(helped)("help with %s", (source, help) => {
  expect(failure(source).help).toBe(help);
});

test.each(raising)("%s is raised by %s", (code, source) => {
  expect(failure(source).code).toBe(code);
});

test("a name that only the filter of a set block reads is an error before anything runs", () => {
  const error = failure("{% set a | join(x) %}b{% endset %}");
  expect([error.code, error.stage, error.line, error.column]).toEqual(["assertion_error", "compile", 1, 17]);
});

test.each(["==", "!=", "<", "+"])("of two values that are not there, %s tells the first", (operator) => {
  expect(failure(`{{ first ${operator} second }}`).message).toBe("'first' is undefined");
});

const places: [
  name: string,
  source: string,
  template: string,
  line: number,
  column: number,
  frame: string,
][] = [
  [
    "an attribute of what is not there",
    '{\n  "resource": {\n    "id": "repo.{{ body.repository.name|upper }}"\n  }\n}',
    "hook.jinja",
    3,
    20,
    '  2 |   "resource": {\n> 3 |     "id": "repo.{{ body.repository.name|upper }}"\n    |                    ^^^^^^^^^^^^^^^^^^^^\n  4 |   }',
  ],
  [
    "an argument, not the call around it",
    "{{ range(1, 1 / 0)|list }}",
    "hook.jinja",
    1,
    13,
    "> 1 | {{ range(1, 1 / 0)|list }}\n    |             ^^^^^",
  ],
  [
    "a step of an iterator",
    "a\n{% for x in 5 %}\n{% endfor %}",
    "hook.jinja",
    2,
    13,
    "  1 | a\n> 2 | {% for x in 5 %}\n    |             ^\n  3 | {% endfor %}",
  ],
  [
    "a macro of another template",
    "{% import 'macros.jinja' as m %}\n\n\n{{ m.half(1) }}",
    "macros.jinja",
    2,
    6,
    "  1 | {% macro half(n) %}\n> 2 |   {{ n / 0 }}\n    |      ^^^^^\n  3 | {% endmacro %}",
  ],
  [
    "an inherited block",
    "{% extends 'base.jinja' %}",
    "base.jinja",
    1,
    17,
    "> 1 | {% block b %}{{ nothing.here }}{% endblock %}\n    |                 ^^^^^^^^^^^^",
  ],
  [
    "after a macro has come back",
    "{% macro m() %}x{% endmacro %}{{ m() ~ (1 / 0) }}",
    "hook.jinja",
    1,
    41,
    "> 1 | {% macro m() %}x{% endmacro %}{{ m() ~ (1 / 0) }}\n    |                                         ^^^^^",
  ],
  [
    "syntax of an included template",
    "{% include 'broken.jinja' %}",
    "broken.jinja",
    2,
    7,
    "  1 | line one\n> 2 | {{ 1 +/ 2 }}\n    |       ^",
  ],
  [
    "columns in code points",
    "😀😀 {{ 1 / 0 }}",
    "hook.jinja",
    1,
    7,
    "> 1 | 😀😀 {{ 1 / 0 }}\n    |       ^^^^^",
  ],
];

describe("an error points at", () => {
  test.each(places)("%s", (_name, source, template, line, column, frame) => {
    const error = failure(source, { body: {} });
    expect(error).toMatchObject({ template, line, column });
    const trimmed = (error.frame as string).split("\n").map((text) => text.trimEnd());
    expect(trimmed.join("\n")).toBe(frame);
  });
});

describe("an error's text", () => {
  test("is one printable line of bounded length", () => {
    const error = new HookloomError("value_error", `a\nb\u202e\u0000${"é".repeat(1000)}`);
    expect(error.message.startsWith("a\\x0ab\\u202e\\x00é")).toBe(true);
    expect([...error.message].length).toBe(maxMessageLength);
    expect(error.message.endsWith("…")).toBe(true);
  });

  test("goes on without values of the context", () => {
    const secret = "s3cr3t-s3cr3t";
    const context = { body: { secret, list: [secret], n: 1 } };
    for (const source of [
      "{{ body.secret + 1 }}",
      "{{ body.secret|int + body.secret }}",
      "{{ body.secret.nope }}",
      "{{ body.n / body.secret }}",
      "{{ body.secret() }}",
      "{{ body.list < 1 }}",
      "{{ [body.secret]|sum }}",
      "{{ body.secret % 5 }}",
    ]) {
      const error = failure(source, context);
      expect(`${error.message} ${JSON.stringify(error)}`).not.toContain(secret);
    }
  });

  test("is data when written as JSON", () => {
    const error = failure("{{ 1 / 0 }}");
    expect(JSON.parse(JSON.stringify(error))).toEqual({
      code: "zero_division",
      stage: "render",
      message: "division by zero",
      template: "hook.jinja",
      line: 1,
      column: 4,
    });
    expect(error.exception).toBe("ZeroDivisionError");
  });

  test("shows a window of a long line", () => {
    const frame = failure(`${"x".repeat(500)}{{ 1 / 0 }}${"y".repeat(500)}`).frame as string;
    expect(Math.max(...frame.split("\n").map((line) => line.length))).toBeLessThan(120);
    const [code = "", carets = ""] = frame.split("\n");
    expect(code.slice(carets.indexOf("^"), carets.lastIndexOf("^") + 1)).toBe("1 / 0");
  });
});

test("isHookloomError tells errors by their brand", () => {
  expect(isHookloomError(new HookloomError("value_error", "x"))).toBe(true);
  for (const other of [new Error("x"), null, undefined, "x", {}, { code: "value_error" }]) {
    expect(isHookloomError(other)).toBe(false);
  }
});

test("what is not there and should be JSON is named in the help", () => {
  const source = '{"id": {{ body.repository.name|tojson }}}';
  const render = new Environment({ undefined: "chainable" }).fromString(source);
  expect(() => render.render({ body: {} })).toThrow(
    expect.objectContaining({
      message: "Object of type ChainableUndefined is not JSON serializable",
      help: "'dict object' has no attribute 'repository'. If that can be, give it a default: |default(none)|tojson",
    }) as Error,
  );
});

describe("what is printed of an error that nobody catches", () => {
  const printed = (source: string) => inspect(failure(source)).split("\n    at ")[0];

  test("has the place and the lines around it where a template does not compile", () => {
    expect(printed("a\n{{ b|nope }}")).toBe(`HookloomError: No filter named 'nope'.
  in line 2, column 6 of 'hook.jinja'
  1 | a
> 2 | {{ b|nope }}
    |      ^^^^`);
  });

  test("has no lines of a template that fails while it renders", () => {
    expect(printed("a\n{{ 1 / 0 }}")).toBe("HookloomError: division by zero");
  });
});
