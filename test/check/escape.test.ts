import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  checkTemplate,
  compileTemplate,
  createWebhook,
  isHookloomError,
  renderTemplate,
} from "../../src/index.js";

const escaping = { escape: "json" } as const;

function rendered(template: string, body: unknown): string {
  return renderTemplate(template, { method: "POST", headers: {}, body }, escaping);
}

describe('escape: "json"', () => {
  const evil = 'a", "event": "evil\\';

  test.each([
    ["a value", "{{ body.x }}", evil, JSON.stringify(evil)],
    ["a value that is none", "{{ body.x }}", null, "null"],
    ["a value that is not there", "{{ body.y }}", 1, "null"],
    ["a value that is true", "{{ body.x }}", true, "true"],
    ["a value that is a list", "{{ body.x }}", [evil, { k: 1.5 }], `[${JSON.stringify(evil)}, {"k": 1.5}]`],
    ["text between quotes", '"<{{ body.x }}>"', evil, JSON.stringify(`<${evil}>`)],
    ["what is not text between quotes", '"<{{ body.x }}>"', [true, null], '"<[True, None]>"'],
    ["nothing between quotes", '"<{{ body.y }}>"', 1, '"<>"'],
    ["a key", "{ {{ body.x }}: 1}", evil, `{ ${JSON.stringify(evil)}: 1}`],
    ["a key that is a number", "{ {{ body.x }}: 1}", 5, '{ "5": 1}'],
    ["a key between quotes", '{"{{ body.x }}": 1}', evil, `{${JSON.stringify(evil)}: 1}`],
    ["JSON by tojson, once only", "{{ body.x|tojson }}", evil, JSON.stringify(evil)],
    ["JSON by tojson that was set", "{% set x = body.x|tojson %}{{ x }}", evil, JSON.stringify(evil)],
    ["JSON by tojson that is safe", "{{ body.x|tojson|safe }}", evil, JSON.stringify(evil)],
    ["JSON by json_string", '"<{{ body.x|json_string }}>"', evil, JSON.stringify(`<${evil}>`)],
    ["tojson between quotes, as text", '"{{ body.x|tojson }}"', "a", '"\\"a\\""'],
    ["json_string without quotes, as a string", "{{ body.x|json_string }}", 'a"b', '"a\\\\\\"b"'],
    ["what is safe for HTML only", "{{ body.x|safe }}", evil, JSON.stringify(evil)],
    ["what was changed after tojson", "{{ body.x|tojson|upper }}", "a", '"\\"A\\""'],
    ["tojson with a text as indent", "{{ [1]|tojson(indent=body.x) }}", '"', '"[\\n\\"1\\n]"'],
    ["both branches of a condition", '{{ body.x if body.x else "null" }}', 0, "null"],
    ["text of the template", '[1{{ "," if body.x }}{{ ", " if body.y }} 2]', 1, "[1, 2]"],
    ["a macro", '{% macro m(v) %}[{{ v }}, "{{ v }}"]{% endmacro %}{{ m(body.x) }}', '"', '["\\"", "\\""]'],
    [
      "a macro called in an expression",
      "{% macro m(v) %}<{{ v }}>{% endmacro %}{{ m(body.x)|upper }}",
      '"a',
      '"<\\"A>"',
    ],
    ["a set block", '{% set s %}"{{ body.x }}"{% endset %}[{{ s }}]', '"', '["\\""]'],
    [
      "a set block in an expression",
      '{% set s %}<{{ body.x }}>{% endset %}["{{ s|upper }}"]',
      '"a',
      '["<\\"A>"]',
    ],
    ["a loop", "[{% for c in body.x %}{{ c }}{{ ',' if not loop.last }}{% endfor %}]", 'a"', '["a","\\""]'],
    [
      "a call block",
      "{% macro m() %}[{{ caller() }}]{% endmacro %}{% call m() %}{{ body.x }}{% endcall %}",
      '"',
      '["\\""]',
    ],
    [
      "a filter block that is JSON",
      "{% filter tojson %}<{{ body.x }}>{% endfilter %}",
      '"a',
      '"\\u003c\\"a\\u003e"',
    ],
    ["a joiner", '{% set c = joiner(",") %}[{{ c() }}1{{ c() }}{{ body.x }}]', '"', '[1,"\\""]'],
  ])("%s", (_what, template, x, json) => {
    expect(rendered(template, { x })).toBe(json);
  });

  test.each([
    [
      "between quotes and outside",
      '[{% if body.a %}"{% endif %}{{ body.x }}{% if body.b %}"{% endif %}]',
      1,
      32,
    ],
    [
      "text on one branch, a value on another",
      "{% if body.a %}{% set s = ',' %}{% endif %}[1{{ s }}]",
      1,
      49,
    ],
    ["behind a value", '{"a": 1 {{ body.more }} }', 1, 12],
    ["behind the end", "{}{{ body.more }}", 1, 6],
    ["inside a number", "[1{{ body.x }}]", 1, 6],
    ["behind a backslash", '["\\{{ body.x }}"]', 1, 7],
    ["where JSON has gone wrong before", "{'a': \"{{ body.x }}\"}", 1, 2],
    ["in a filter block", "[{% filter upper %}{{ body.x }}{% endfilter %}]", 1, 5],
    ["in a recursive loop", "[{% for x in body recursive %}{{ loop(x) }}{% endfor %}]", 1, 5],
    ["with an included template", "[{% include body.x %}]", 1, 5],
    ["in an autoescape block", "[{% autoescape true %}{{ body.x }}{% endautoescape %}]", 1, 5],
    [
      "between quotes on a condition that changes in between",
      '{% macro m(p) %}{% if p.x %}"{% endif %}{% set p.x = body.a %}{{ body.v }}{% if p.x %}"{% endif %}{% endmacro %}[{{ m(namespace(x=body.b)) }}]',
      1,
      66,
    ],
    ["with an unknown call", "[{% call body.x() %}{% endcall %}]", 1, 5],
  ])("refuses a place that cannot be told: %s", (_what, template, line, column) => {
    const error = thrown(() => compileTemplate(template, escaping));
    expect([error?.code, error?.line, error?.column]).toEqual(["json_position", line, column]);
  });

  test("what the host puts in the place of a builtin is not trusted to be like it", () => {
    const joining = "{% set c = joiner(',') %}[1{{ c() }}2]";
    compileTemplate(joining, escaping);
    const joiner = () => () => ",";
    expect(thrown(() => compileTemplate(joining, { ...escaping, globals: { joiner } }))?.code).toBe(
      "json_position",
    );
    const asking = '[{% if body is odd %}"{% endif %}{{ body.x }}{% if body is odd %}"{% endif %}]';
    const asked = { ...escaping, tests: { odd: () => Math.random() < 0.5 } };
    expect(thrown(() => compileTemplate(asking, asked))?.code).toBe("json_position");
  });

  test.each([
    ["a comment that silences all rules", "{# hookloom-disable-template #}"],
    ["a comment that names the rules", "{# hookloom-disable-template ambiguous-position, misplaced-value #}"],
    ["many other mistakes in front", `[{${'"k": 1, '.repeat(300)}"k": 1}, `],
  ])("refuses the same behind %s", (_what, before) => {
    const either = '{% if body.a %}"{% endif %}{{ body.x }}{% if body.a %}"{% endif %}';
    for (const template of [either, `"x" {{ body.x }}`]) {
      expect(thrown(() => compileTemplate(before + template, escaping))?.code).toBe("json_position");
    }
    const found = (template: string) => checkTemplate(before + template, escaping).map(({ rule }) => rule);
    expect(found(either)).toContain("ambiguous-position");
    expect(found(`"x" {{ body.x }}`)).toContain(
      before.startsWith("{#") ? "ambiguous-position" : "duplicate-key",
    );
  });

  test("tells the place in a template whose lines end with two characters", () => {
    const error = thrown(() => compileTemplate("[\r\n1,\r\n2 {{ body.x }}]", escaping));
    expect([error?.line, error?.column]).toEqual([3, 6]);
  });

  test("a macro's {{ }} must have one place, wherever it is called", () => {
    const macro = "{% macro m(v) %}{{ v }}{% endmacro %}";
    expect(
      thrown(() => compileTemplate(`${macro}[{{ m(body.x) }}, "{{ m(body.y) }}"]`, escaping))?.code,
    ).toBe("json_position");
    expect(rendered(`${macro}[{{ m(body.x) }}, {{ m(body.y) }}]`, { x: "a", y: 1 })).toBe('["a", 1]');
  });

  test("is refused together with autoescape, and for anything but json", () => {
    for (const options of [{ ...escaping, autoescape: true }, { escape: "html" as "json" }]) {
      expect(thrown(() => compileTemplate("{{ body }}", options))?.code).toBe("option_invalid");
    }
  });

  test("strict undefined values fail as ever", () => {
    const template = compileTemplate("{{ body.y }}", { ...escaping, undefined: "strict" });
    expect(thrown(() => template.render({ body: {} }))?.code).toBe("undefined_value");
  });

  test("is an option of webhooks", () => {
    const template = '{"event": "{{ body.e }}", "resource": {"prefect.resource.id": {{ body.id }}}}';
    const webhook = createWebhook({ id: "w", name: "w", template }, escaping);
    const body = JSON.stringify({ e: evil, id: evil });
    const outcome = webhook.receive({ method: "POST", body });
    expect(outcome.ok && [outcome.event.event, outcome.event.resource]).toEqual([
      evil,
      { "prefect.resource.id": evil },
    ]);
  });
});

function thrown(action: () => unknown) {
  try {
    action();
  } catch (error) {
    if (isHookloomError(error)) return error;
    throw error;
  }
  return undefined;
}

// ---------------------------------------------------------------------------------------------------
// No request can change the structure.

/** The structure of a JSON text: its brackets, commas and colons, and a letter for each kind of value. */
function structure(json: string): string {
  JSON.parse(json);
  return json
    .replace(/"(?:[^"\\]|\\.)*"/g, "S")
    .replace(/-?\d[\d.eE+-]*/g, "N")
    .replace(/true|false/g, "B")
    .replace(/null/g, "Z")
    .replace(/\s+/g, "");
}

/** The same body with harmless text: equal in shape, and in what is true and what is not. */
function harmless(value: unknown): unknown {
  if (typeof value === "string") return value === "" ? "" : "s";
  if (Array.isArray(value)) return value.map(harmless);
  if (typeof value !== "object" || value === null) return value;
  // tojson sorts by keys, so their order must stay.
  const sorted = Object.keys(value).sort(byCodePoints);
  const keys = new Map(sorted.map((key, index) => [key, `k${index}`]));
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [keys.get(key), harmless(item)]));
}

function byCodePoints(a: string, b: string): number {
  const [x, y] = [[...a], [...b]];
  const at = x.findIndex((character, index) => character !== y[index]);
  if (at < 0) return x.length - y.length;
  return y[at] === undefined ? 1 : (x[at]?.codePointAt(0) ?? 0) - (y[at].codePointAt(0) ?? 0);
}

const hostile = fc.oneof(
  fc.constantFrom(
    '"',
    "\\",
    '", "x": "',
    '"}',
    "\n",
    "",
    "]",
    '\\"',
    "\u2028",
    "\ud800",
    "{{ x }}",
    ", ",
    "1",
    "true",
  ),
  fc.string({ unit: "grapheme", maxLength: 6 }),
  fc.string({
    unit: fc.constantFrom('"', "\\", ",", ":", "{", "}", "[", "]", " ", "n", "u", "0"),
    maxLength: 8,
  }),
);
const data = fc.letrec((tie) => ({
  value: fc.oneof(
    { maxDepth: 3 },
    hostile,
    fc.constantFrom(null, true, false, 0, 1, -2.5),
    fc.array(tie("value"), { maxLength: 3 }),
    fc.dictionary(
      hostile.map((key) => `_${key}`),
      tie("value"),
      { maxKeys: 3 },
    ),
  ),
})).value;
const names = ["a", "b", "c"] as const;
const bodies = fc.record({ a: data, b: data, c: data, list: fc.array(data, { maxLength: 3 }) });

const expressions = fc.constantFrom(
  "body.a",
  "body.b",
  "body.c",
  "body",
  "body.list",
  "body.missing",
  "body.a|string",
  "body.a|safe",
  "body.a|e",
  "body.b ~ body.c",
  '"<" ~ body.a',
  "body.a|tojson",
  "body.b|json_string",
  "body.list|join(',')",
  "body.a if body.b else body.c",
  "body.a|default('d')",
  "body.list|length",
  "(body.list|length) + 1",
  "{'k': body.a}",
  "[body.a, body.b]",
  "body.list|first",
);

/** Templates of JSON, with holes, branches, loops, macros and blocks. */
const templatesOf = (expressions: fc.Arbitrary<string>) =>
  fc.letrec<Record<"value" | "field" | "item", string>>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      fc.constantFrom("1", "null", '"text"', "[]", "{}"),
      expressions.map((code) => `{{ ${code} }}`),
      fc.tuple(expressions, expressions).map(([a, b]) => `"x{{ ${a} }}-{{- ${b} }}"`),
      fc.array(tie("item"), { maxLength: 3 }).map((items) => `[1${items.join("")}]`),
      fc.array(tie("field"), { maxLength: 3 }).map((fields) => `{"first": 1${fields.join("")}}`),
      fc
        .tuple(fc.constantFrom(...names), tie("value"), tie("value"))
        .map(([name, a, b]) => `{% if body.${name} %}${a}{% else %}${b}{% endif %}`),
      tie("value").map(
        (value) => `[{% for x in body.list %}${value}{{ ', ' if not loop.last }}{% endfor %}]`,
      ),
      fc
        .tuple(tie("value"), fc.noBias(fc.nat()))
        .map(
          ([value, n]) =>
            `[{% set s${n} = joiner(',') %}{% for x in body.list %}{{ s${n}() }}[{{ x }}, ${value}]{% endfor %}]`,
        ),
      expressions.map((code) => `{{ pair(${code.replace(/ if .*/, "")}) }}`),
      tie("value").map((value) => `{% set part %}${value}{% endset %}{{ part }}`),
      tie("value").map((value) => `{% with w = body.a %}[{{ w }}, ${value}]{% endwith %}`),
    ),
    item: fc.oneof(
      tie("value").map((value) => `, ${value}`),
      fc
        .tuple(fc.constantFrom(...names), tie("value"))
        .map(([name, value]) => `{% if body.${name} %}, ${value}{% endif %}`),
    ),
    field: fc.oneof(
      fc.tuple(fc.integer({ min: 0, max: 1e6 }), tie("value")).map(([key, value]) => `, "k${key}": ${value}`),
      fc.tuple(expressions, tie("value")).map(([code, value]) => `, "d{{ ${code} }}": ${value}`),
    ),
  }));
const templates = templatesOf(expressions);
const macro = '{% macro pair(v) %}[{{ v }}, "{{ v }}"]{% endmacro %}';

/** Any sequence of what JSON and templates are made of: mostly nonsense. */
const nonsense = fc
  .array(
    fc.oneof(
      fc.constantFrom('"', '"', ",", ":", "{", "}", "[", "]", "1", " ", '"k"', "\\", "null", "u0041"),
      expressions.map((code) => `{{ ${code} }}`),
      fc.constantFrom(...names).map((name) => `{% if body.${name} %}`),
      fc.constantFrom("{% else %}", "{% endif %}", "{% for x in body.list %}", "{% endfor %}"),
      fc.constantFrom(
        "{% set s = ',' %}",
        "{% set s = '' %}",
        "{{ s }}",
        "{{ ',' if not loop.last }}",
        "{{ '\"' }}",
      ),
      fc.constantFrom("{% set t %}", "{% endset %}", "{{ t }}", "{% if loop.first %}", "{% if not body.a %}"),
    ),
    { minLength: 1, maxLength: 14 },
  )
  .map((parts) => parts.join(""));

/** JSON templates with a piece taken out or put in. */
const broken = fc
  .tuple(
    templates.value,
    fc.nat(),
    fc.nat({ max: 12 }),
    fc.constantFrom(
      "",
      '"',
      ",",
      "{{ body.a }}",
      "{% if body.b %}",
      "{% endif %}",
      "[",
      "}",
      "{{ ',' }}",
      "{# #}",
    ),
  )
  .map(([template, place, length, piece]) => {
    const at = place % (template.length + 1);
    return macro + template.slice(0, at) + piece + template.slice(at + length);
  });

/** The structure of what a template renders; undefined where the render fails. */
function attempt(template: ReturnType<typeof compileTemplate>, body: unknown): string | undefined {
  try {
    return structure(template.render({ method: "POST", headers: {}, body }));
  } catch (error) {
    if (error instanceof SyntaxError) return "no JSON";
    if (isHookloomError(error)) return undefined;
    throw error;
  }
}

function failureOf(template: ReturnType<typeof compileTemplate>, body: unknown): string | undefined {
  return thrown(() => template.render({ method: "POST", headers: {}, body }))?.code;
}

function harmlessBody(body: object): unknown {
  return Object.fromEntries(Object.entries(body).map(([key, value]) => [key, harmless(value)]));
}

/** Rules that are about values and keys, rather than about the JSON around them. */
const judgements: ReadonlySet<string> = new Set([
  "duplicate-key",
  "python-literal",
  "python-repr",
  "tojson-in-string",
  "unescaped-in-string",
  "unquoted-value",
]);

const runs = Number(process.env.HOOKLOOM_RUNS ?? 250);

describe("no request changes the structure of an escaped template", { timeout: 600_000 }, () => {
  test("whose check is clean", () => {
    let clean = 0;
    const property = fc.property(templates.value, bodies, (value, body) => {
      const template = `${macro}{"event": "{{ body.a }}", "resource": {"prefect.resource.id": "i{{ body.b }}"}, "payload": {"p": ${value}}}`;
      const found = checkTemplate(template, { ...escaping, prefect: false });
      // The JSON of these templates is right by the way they are made.
      expect(found.filter(({ rule }) => !judgements.has(rule))).toEqual([]);
      expect(checkTemplate(template, { prefect: false }).filter(({ rule }) => !judgements.has(rule))).toEqual(
        [],
      );
      if (found.length > 0) return;
      clean += 1;
      const compiled = compileTemplate(template, escaping);
      const json = compiled.render({ method: "POST", headers: {}, body });
      expect(structure(json)).toBe(attempt(compiled, harmlessBody(body)));
      const event = JSON.parse(json) as { resource: object };
      expect([Object.keys(event), Object.keys(event.resource)]).toEqual([
        ["event", "resource", "payload"],
        ["prefect.resource.id"],
      ]);
    });
    fc.assert(property, { numRuns: runs });
    expect(clean).toBeGreaterThan(runs / 4);
  });

  test("and without escaping, a template whose check is clean renders JSON of one structure, too", () => {
    let clean = 0;
    const escaped = expressions.map((code) => `(${code})|tojson`);
    const property = fc.property(templatesOf(escaped).value, bodies, (value, body) => {
      const template = `${macro}{"event": {{ (body.a ~ "")|tojson }}, "resource": {"prefect.resource.id": "x"}, "payload": {"p": ${value}}}`;
      if (checkTemplate(template, { prefect: false }).length > 0) return;
      clean += 1;
      const compiled = compileTemplate(template);
      const json = attempt(compiled, body);
      if (json === undefined) expect(failureOf(compiled, body)).toBe("type_error");
      else expect(json).toBe(attempt(compiled, harmlessBody(body)));
    });
    fc.assert(property, { numRuns: runs });
    expect(clean).toBeGreaterThan(runs / 10);
  });

  test("whatever the template is, as long as it compiles", () => {
    let compiled = 0;
    const property = fc.property(fc.oneof(nonsense, broken), bodies, (source, body) => {
      // The linter takes anything.
      expect(Array.isArray(checkTemplate(source))).toBe(true);
      let template: ReturnType<typeof compileTemplate>;
      try {
        template = compileTemplate(source, escaping);
      } catch (error) {
        if (isHookloomError(error)) return;
        throw error;
      }
      compiled += 1;
      const [hostileOne, harmlessOne] = [body, harmlessBody(body)].map((each) => attempt(template, each));
      // A render that fails, such as one that unpacks a text of another length, makes no event.
      if (hostileOne !== undefined && harmlessOne !== undefined) expect(hostileOne).toBe(harmlessOne);
    });
    fc.assert(property, { numRuns: runs * 4 });
    if (process.env.HOOKLOOM_RUNS) console.log({ compiled });
    expect(compiled).toBeGreaterThan(runs / 10);
  });
});
