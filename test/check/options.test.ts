import { describe, expect, test } from "vitest";
import { type CheckOptions, checkTemplate, compileTemplate, prefectLimits } from "../../src/index.js";

const event = (rest: string) => `{"event": "a", "resource": {"prefect.resource.id": "x"}, ${rest}}`;
const rules = (template: string, options: CheckOptions = {}) =>
  checkTemplate(template, options).map(({ rule, column }) => [rule, column]);

describe("the options of checkTemplate", () => {
  test("variables, globals, filters, tests and templates of the host are known", () => {
    const template = event('"payload": {{ (order|shout if site is open else tenant)|tojson }}');
    expect(rules(template).map(([rule]) => rule)).toEqual([
      "unknown-variable",
      "unknown-filter",
      "unknown-variable",
      "unknown-test",
      "unknown-variable",
    ]);
    const options: CheckOptions = {
      variables: ["method", "headers", "body", "order"],
      globals: { site: "s", tenant: "t" },
      filters: { shout: (text) => text },
      tests: { open: () => true },
    };
    expect(rules(template, options)).toEqual([]);
    const including = event('"payload": {% include "p" %}');
    expect(rules(including, { templates: { p: "{}" } })).toEqual([["too-complex", 72]]);
  });

  test("of a filter of the host it is not known what it prints, whatever it is called", () => {
    const filters = { int: (value: unknown) => value, tojson: (value: unknown) => value };
    const template = event('"payload": {"a": "{{ body.a|int }}", "b": {{ body.b|tojson }}}');
    expect(rules(template)).toEqual([]);
    expect(rules(template, { filters })).toEqual([
      ["unescaped-in-string", 79],
      ["unquoted-value", 103],
    ]);
    const block = event('"a": "{% filter json_string %}{{ body.a }}{% endfilter %}"');
    expect(rules(block, { escape: "json" })).toEqual([]);
    expect(rules(block, { escape: "json", filters: { json_string: (value: unknown) => value } })).toEqual([
      ["ambiguous-position", 67],
    ]);
  });

  test("with escape, JSON that a filter has made text again", () => {
    const found = (value: string, options: CheckOptions = {}) =>
      rules(event(`"payload": {"a": {{ ${value} }}}`), options).map(([rule]) => rule);
    for (const filter of ["indent(2)", "trim"]) {
      expect(found(`body|tojson|${filter}`)).toEqual([]);
      expect(found(`body|tojson|${filter}`, { escape: "json" })).toEqual(["tojson-in-string"]);
    }
    expect(found("(body.a == 1)|lower")).toEqual([]);
    expect(found("(body.a == 1)|lower", { escape: "json" })).toEqual(["tojson-in-string"]);
    for (const filter of ["safe", "string"])
      expect(found(`body|tojson|${filter}`, { escape: "json" })).toEqual([]);
    for (const expression of ["indent", "indent|string", "indent|safe"]) {
      const given = (value: string) =>
        `{% set j = body|tojson|${expression} %}${event(`"payload": {"a": ${value}}`)}`;
      expect(rules(given("{{ j }}"))).toEqual([]);
      expect(rules(given("{{ j }}"), { escape: "json" }).map(([rule]) => rule)).toEqual(["tojson-in-string"]);
      // Between quotes it is what any text is.
      expect(rules(given('"{{ j }}"'), { escape: "json" })).toEqual([]);
    }
    const whole = event('"payload": {{ {"a": body}|tojson|indent }}');
    expect(rules(whole, { escape: "json" }).map(([rule]) => rule)).toContain("event-shape");
  });

  test("JSON of JSON is a string", () => {
    const label = (value: string) =>
      rules(`{"event": "e", "resource": {"prefect.resource.id": "r", "x": {{ ${value} }}}}`).map(
        ([rule]) => rule,
      );
    expect(label("body.n|int|tojson")).toEqual(["label-not-string"]);
    expect(label("body.n|int|tojson|tojson")).toEqual([]);
    expect(label("(body.n == 1)|lower|tojson")).toEqual([]);
  });

  test("of a test of the host it is not known what it answers, whatever it is called", () => {
    const template = event(
      '"a": [{% for x in body.l %}1{% if loop.nextitem is defined %},{% endif %}{% endfor %}]',
    );
    expect(rules(template)).toEqual([]);
    expect(rules(template, { tests: { defined: () => true } }).map(([rule]) => rule)).toContain(
      "trailing-comma",
    );
  });

  test("other delimiters", () => {
    const delimiters = { variableStart: "<<", variableEnd: ">>" };
    expect(rules(event('"a": << body.a >>'), { delimiters })).toEqual([["unquoted-value", 66]]);
  });

  test("extensions: break and continue", () => {
    const extensions = ["loopcontrols"] as const;
    const list = (body: string) => event(`"payload": {"l": [{% for x in body.l %}${body}{% endfor %}]}`);
    const skip = "{% if x.skip %}{% continue %}{% endif %}";
    const stop = "{% if x.stop %}{% break %}{% endif %}";
    const item = '{{ x|tojson }}{{ "," if not loop.last }}';
    const found = (body: string) => rules(list(body), { extensions }).map(([rule]) => rule);
    expect(found(item)).toEqual([]);
    expect(found(skip + item)).toEqual(["trailing-comma"]);
    expect(found(stop + item)).toEqual(["trailing-comma"]);
    expect(found(`{{ "," if not loop.first }}{{ x|tojson }}${stop}`)).toEqual([]);
    expect(found(`{% if not loop.first %},{% endif %}${stop}{{ x|tojson }}`)).toEqual(["trailing-comma"]);
  });

  test("limits of Prefect Cloud are warned of unless that is switched off", () => {
    const template = `${"{% for x in body.l %}{% endfor %}".repeat(11)}${event('"a": 1')}`;
    expect(rules(template)).toEqual([["prefect-limit", 334]]);
    expect(rules(template, { prefect: false })).toEqual([]);
    const long = (length: number) => event('"a": 1').padEnd(length);
    for (const [length, isRefused] of [
      [30_000, false],
      [30_001, true],
    ] as const) {
      expect(rules(long(length)).length > 0).toBe(isRefused);
      const compile = () => compileTemplate(long(length), { limits: prefectLimits });
      if (isRefused) expect(compile).toThrow(expect.objectContaining({ code: "template_limit" }) as Error);
      else compile();
    }
  });

  test("an option that does not exist is refused", () => {
    expect(() => checkTemplate("", { nothing: 1 } as CheckOptions)).toThrow(
      "There is no option called 'nothing'",
    );
  });

  test.each([[{ escape: "html" }], [{ escape: true }], [{ escape: "json", autoescape: true }]])(
    "what cannot be compiled so is refused: %j",
    (options) => {
      const refused = expect.objectContaining({ code: "option_invalid" }) as Error;
      expect(() => compileTemplate("", options as CheckOptions)).toThrow(refused);
      expect(() => checkTemplate("", options as CheckOptions)).toThrow(refused);
    },
  );

  test("variables that are no list are refused", () => {
    expect(() => checkTemplate("{{ a }}", { variables: "abc" } as never)).toThrow(
      expect.objectContaining({ code: "option_invalid" }) as Error,
    );
  });

  test("whatever the template is, nothing is thrown", () => {
    for (const template of [
      "",
      "\n",
      "{",
      "{{",
      "{%",
      "{#",
      "{{ }}",
      "{% if %}",
      '"',
      "\ud800",
      "{% block a %}",
      "{{ loop() }}",
      "{{ caller() }}",
      "{{ super() }}{{ self.x() }}",
    ]) {
      expect(Array.isArray(checkTemplate(template))).toBe(true);
      expect(Array.isArray(checkTemplate(template, { escape: "json" }))).toBe(true);
    }
  });
});

describe("comments", () => {
  const found = (template: string) => rules(template, { prefect: false }).map(([rule]) => rule);

  test.each(["{# hookloom-disable-template #}", "{# hookloom-disable #}"])("%s is not for syntax", (all) => {
    expect(found(`${all}{% if %}`)).toEqual(["syntax"]);
    expect(found(`${all}{{ f(a=1, a=2) }}`)).toEqual(["syntax"]);
    expect(found(`${"{# hookloom-disable x #}".repeat(300)}{{ f(a=1, a=2) }}`)).toContain("syntax");
    expect(found(`${all}{{ body|nothing is nothing }}`)).toEqual(["unknown-filter", "unknown-test"]);
  });

  test("are none in a template that is printed as it is", () => {
    expect(found("{# hookloom-disable-template #}")).not.toEqual([]);
  });

  test("that name what cannot be silenced are told of", () => {
    const [comment, fault] = checkTemplate("{# hookloom-disable syntax #}{% if %}");
    expect([comment?.rule, comment?.message]).toEqual([
      "unknown-rule",
      "No comment silences the rule 'syntax'",
    ]);
    expect(fault?.rule).toBe("syntax");
  });

  test("silence a filter that only the host knows by the rule's name", () => {
    expect(found("{# hookloom-disable unknown-filter, unquoted-value #}{{ body|nothing }}")).toEqual([]);
  });
});

describe("findings", () => {
  test("have the place in the template as it was given", () => {
    const template = '{\r\n  "event": "a",\r\n  "resource": {"prefect.resource.id": "{{ body.ä }}"}\r\n}';
    const [only] = checkTemplate(template);
    expect([only?.line, only?.column]).toEqual([3, 43]);
    expect(template.slice(only?.span.start, only?.span.end)).toBe("body.ä");
  });

  test("are plain data", () => {
    const findings = checkTemplate("{{ body }}");
    expect(JSON.parse(JSON.stringify(findings))).toEqual(findings);
    expect(findings[0]).toMatchObject({
      rule: "unquoted-value",
      severity: "warning",
      fix: "{{ body|tojson }}",
    });
  });
});
