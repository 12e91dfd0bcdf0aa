import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  compileTemplate,
  createWebhook,
  type HookloomError,
  isHookloomError,
  type LimitInfo,
  type LimitName,
  limitTable,
  type Outcome,
  parseRequest,
  renderTemplate,
  type WebhookOptions,
} from "../src/index.js";
import type { HookRequest } from "../src/request/request.js";

const definition = { id: "6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e", name: "Orders" };
const passThrough = createWebhook({ ...definition, template: "{{ body|tojson }}" });

const post = (body: string, headers: Record<string, string> = {}): HookRequest => ({
  method: "POST",
  headers,
  body,
});

function expectFailure(outcome: Outcome) {
  if (outcome.ok) throw new Error("expected a failure");
  expect(outcome.status).toBe(400);
  expect(outcome.failure).toMatchObject({
    event: "prefect-cloud.webhook.failed",
    resource: {
      "prefect.resource.id": `prefect-cloud.webhook.${definition.id}`,
      "prefect.resource.name": "Orders",
    },
    related: [],
  });
  return { error: outcome.error, payload: outcome.failure.payload };
}

describe("an event", () => {
  test("is completed with id, time, payload and the webhook", () => {
    const outcome = passThrough.receive(
      post('{"event": "e", "resource": {"prefect.resource.id": "r"}}', { "X-Id": "1" }),
    );
    expect(outcome).toMatchObject({
      ok: true,
      status: 204,
      event: {
        event: "e",
        resource: { "prefect.resource.id": "r" },
        related: [
          {
            "prefect.resource.id": `prefect-cloud.webhook.${definition.id}`,
            "prefect.resource.name": "Orders",
            "prefect.resource.role": "webhook",
          },
        ],
        payload: {
          method: "POST",
          headers: { "x-id": "1" },
          body: '{"event": "e", "resource": {"prefect.resource.id": "r"}}',
        },
        follows: null,
      },
    });
    if (!outcome.ok) return;
    expect(outcome.event.id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(Math.abs(Date.parse(outcome.event.occurred) - Date.now())).toBeLessThan(60_000);
  });

  test("keeps what the template gives", () => {
    const given = {
      occurred: "2024-03-14T12:00:00+01:00",
      event: "e",
      resource: { "prefect.resource.id": "r", label: "" },
      related: [{ "prefect.resource.id": "a", "prefect.resource.role": "actor" }],
      payload: {},
      id: "6B1C6E2E7B7E4B0E8A442D54C2B0F2D4",
      follows: null,
      unknown: "ignored",
    };
    const outcome = passThrough.receive(post(JSON.stringify(given)));
    expect(outcome).toMatchObject({
      ok: true,
      event: { occurred: given.occurred, payload: {}, id: "6b1c6e2e-7b7e-4b0e-8a44-2d54c2b0f2d4" },
    });
    if (outcome.ok) {
      expect(outcome.event.related).toHaveLength(2);
      expect(outcome.event.related[0]).toEqual(given.related[0]);
      expect(outcome.event).not.toHaveProperty("unknown");
    }
  });

  test("keeps ints that a number cannot hold, and own keys by any name", () => {
    const body =
      '{"event": "e", "resource": {"prefect.resource.id": "r"}, "payload": {"n": 9007199254740993, "f": 1.0, "__proto__": {"a": 1}}}';
    const outcome = passThrough.receive(post(body));
    expect(outcome.ok && JSON.stringify(outcome.event.payload)).toBe(
      '{"__proto__":{"a":1},"f":1,"n":"9007199254740993"}',
    );
  });
});

describe("what a template sees", () => {
  const context = parseRequest({
    method: "post",
    headers: {
      "Content-Length": "7",
      AUTHORIZATION: "Bearer SECRET",
      "X-A": ["1", "2"],
      Cookie: ["a=1", "b=2"],
    },
    body: '{"a":1}',
  });

  test.each([
    ["{{ headers['Content-Length'] }}{{ headers['content-length'] }}{{ headers['CoNtEnt-LeNgTh'] }}", "777"],
    ["{{ headers.get('X-A') }}|{{ headers['x-b'] }}|{{ 'X-a' in headers }}", "1, 2||True"],
    ["{{ headers.cookie }}", "a=1; b=2"],
    ["{{ method }} {{ body.a }} {{ body['a'] }} {{ body.b.c.d }}", "POST 1 1 "],
    ["{{ headers }}", "{'content-length': '7', 'x-a': '1, 2', 'cookie': 'a=1; b=2'}"],
    ["a comment alone {# stays #}", "a comment alone {# stays #}"],
    ["a newline at the end is dropped {{ '' }}\n", "a newline at the end is dropped "],
  ])("%s", (template, output) => {
    expect(renderTemplate(template, context)).toBe(output);
  });

  test("is never the Authorization header", () => {
    expect(JSON.stringify(context.headers)).not.toContain("SECRET");
    for (const template of [
      "{{ headers }}",
      "{{ headers|tojson }}",
      "{{ headers.authorization }}",
      "{{ headers['Authorization'] }}",
    ]) {
      expect(renderTemplate(template, context)).not.toContain("SECRET");
    }
  });
});

describe("a failure", () => {
  test("tells where rendered JSON is broken", () => {
    const webhook = createWebhook({
      ...definition,
      template: '{"event": "{{ body.name }}",\n "resource": }',
    });
    const request = post('{"name": "n"}', { authorization: "SECRET", "x-api-key": "SECRET", "x-id": "1" });
    const { error, payload } = expectFailure(webhook.receive(request));
    expect(error).toMatchObject({ code: "json_syntax", line: 2, column: 14 });
    expect(payload).toEqual({
      method: "POST",
      headers: { "x-api-key": "[redacted]", "x-id": "1" },
      body: '{"name": "n"}',
      rendered: '{"event": "n",\n "resource": }',
      error: { code: "json_syntax", message: error.message, line: 2, column: 14 },
    });
    expect(JSON.stringify(payload)).not.toContain("SECRET");
  });

  test.each([
    ["no event", '{"resource": {"prefect.resource.id": "r"}}', ["event"], 1],
    ["no resource", '{"event": "e"}', ["resource"], 1],
    ["no resource id", '{"event": "e", "resource": {}}', ["resource"], 28],
    [
      "all faults at once",
      '{"event": 5, "resource": {"prefect.resource.id": 1}, "related": {}}',
      ["event", "resource.prefect.resource.id", "related"],
      11,
    ],
  ] as const)("names what is wrong with the event: %s", (_name, body, paths, column) => {
    const { error, payload } = expectFailure(passThrough.receive(post(body)));
    expect(error.code).toBe("event_invalid");
    expect(error.issues?.map(({ path }) => path.join("."))).toEqual(paths);
    expect(payload.error).toMatchObject({ code: "event_invalid", line: 1, column });
  });

  test("tells where a template fails", () => {
    const webhook = createWebhook({ ...definition, template: "line one\n  {{ body.n / 0 }}" });
    const { error, payload } = expectFailure(webhook.receive(post('{"n": 1}')));
    expect(error).toMatchObject({ code: "zero_division", line: 2, column: 6, template: "Orders" });
    expect(payload).toMatchObject({ rendered: null, error: { code: "zero_division", line: 2, column: 6 } });
  });

  test("always fits, and says what was cut", () => {
    const webhook = createWebhook(
      { ...definition, template: "{{ body }}{{ body }}" },
      { limits: { eventSize: 100_000 } },
    );
    const { payload } = expectFailure(webhook.receive(post("é".repeat(300_000))));
    expect(payload.truncated).toEqual({ rendered: 600_000, body: 300_000 });
    expect(new TextEncoder().encode(JSON.stringify(payload)).length).toBeLessThan(100_000);
  });

  test("holds as much of a request as can be told", () => {
    const { error, payload } = expectFailure(
      passThrough.receive({ method: "TRACE", headers: { "x-id": "1" }, body: "b" }),
    );
    expect(error.code).toBe("method_not_allowed");
    expect(payload).toMatchObject({ method: "TRACE", headers: { "x-id": "1" }, body: "b" });
  });

  test("comes of a webhook that is switched off, and of options that throw", () => {
    const off = createWebhook({ ...definition, enabled: false, template: "{{ body|tojson }}" });
    expect(expectFailure(off.receive(post("{}"))).error.code).toBe("webhook_disabled");
    const broken = createWebhook(
      { ...definition, template: "{{ body|tojson }}" },
      {
        now: () => {
          throw new Error("no clock");
        },
      },
    );
    const body = '{"event": "e", "resource": {"prefect.resource.id": "r"}}';
    expect(expectFailure(broken.receive(post(body))).error.code).toBe("host_error");
  });
});

describe("receive", () => {
  test("never throws, whatever comes in", () => {
    const webhook = createWebhook({
      ...definition,
      template: "{{ body.a.b|tojson }}{{ headers }}{{ method }}",
    });
    const request = fc.oneof(
      fc.anything(),
      fc.record({
        method: fc.oneof(fc.constantFrom("GET", "post"), fc.anything()),
        headers: fc.oneof(fc.dictionary(fc.string(), fc.string()), fc.anything()),
        body: fc.oneof(fc.string(), fc.json(), fc.uint8Array(), fc.anything()),
      }),
    );
    fc.assert(
      fc.property(request, (given) => {
        const outcome = webhook.receive(given as HookRequest);
        return outcome.ok ? outcome.status === 204 : outcome.status === 400 && isHookloomError(outcome.error);
      }),
      { numRuns: 2000 },
    );
  });

  test("survives requests that bite", () => {
    const bite = () => {
      throw new TypeError("bite");
    };
    const hostile = [
      new Proxy({}, { get: bite, has: bite, ownKeys: bite }),
      { method: "POST", headers: new Proxy({}, { ownKeys: bite, get: bite }) },
      Object.defineProperty({ method: "POST" }, "headers", { get: bite }),
      { method: "POST", headers: { [Symbol.iterator]: bite } },
      { method: { toUpperCase: bite }, headers: [] },
    ];
    for (const request of hostile) expectFailure(passThrough.receive(request as unknown as HookRequest));
  });
});

describe("createWebhook", () => {
  test.each([
    [{ id: "", name: "n", template: "" }, "definition_invalid"],
    [{ id: "i", template: "" }, "definition_invalid"],
    [{ id: "i", name: "n", template: "", extra: 1 }, "definition_invalid"],
    [{ id: "i", name: "n".repeat(5001), template: "" }, "definition_invalid"],
    [{ id: "i", name: "😀".repeat(5001), template: "" }, "definition_invalid"],
    [{ id: "i", name: "\ud83d", template: "" }, "definition_invalid"],
    [{ id: "i", name: "n", template: "", slug: "a/b" }, "definition_invalid"],
    [{ id: "i", name: "n", template: 5 }, "definition_invalid"],
    [{ id: "i", name: "n", template: "", enabled: "no" }, "definition_invalid"],
    [null, "definition_invalid"],
    [{ id: "i", name: "n", template: "{% if %}" }, "template_syntax"],
    [{ id: "i", name: "n", template: "{{ x|nope }}" }, "unknown_filter"],
    [{ id: "i", name: "n", template: "x".repeat(100_001) }, "template_limit"],
  ])("refuses %j", (given, code) => {
    expect(() => createWebhook(given as never)).toThrow(expect.objectContaining({ code }) as HookloomError);
  });

  test("tells all that is wrong with a definition", () => {
    const make = () => createWebhook({ id: "", description: 5, x: 1, slug: "ä" } as never);
    expect(make).toThrow(
      "The webhook definition is not valid: id: Empty; name: Field required; description: Not a text; " +
        "template: Field required; slug: Other than letters, digits, '_' and '-'; definition: Fields that do not exist: 'x'",
    );
  });

  test("names some of the fields that a definition cannot have, and not all of a long name", () => {
    const names = ["\u202ea", "b".repeat(51), ...Array.from({ length: 1000 }, (_, index) => `k${index}`)];
    const given = { id: "i", name: "n", template: "", ...Object.fromEntries(names.map((name) => [name, 1])) };
    expect(() => createWebhook(given)).toThrow(
      `The webhook definition is not valid: definition: Fields that do not exist: '\\u202ea', '${"b".repeat(50)}', 'k0', 'k1', 'k2', …`,
    );
  });

  test("takes names as long as Prefect does, by code points", () => {
    const { definition: read } = createWebhook({ id: "i", name: "😀".repeat(5000), template: "" });
    expect(read).toMatchObject({ description: "", enabled: true, slug: "" });
    expect(Object.isFrozen(read)).toBe(true);
  });

  test("refuses options that do not exist", () => {
    const make = () => createWebhook({ ...definition, template: "" }, { limit: {} } as never);
    expect(make).toThrow(/There is no option called 'limit'/);
  });

  const reader = { kind: "x", accepts: () => true, read: () => "" };
  test.each<[string, object]>([
    ["The options must be an object, not a list", []],
    ["The option 'now' must be a function, not an object", { now: new Date() }],
    ["The option 'generateId' must be a function, not text", { generateId: "x" }],
    ["The option 'inflated' must be true or false, not text", { inflated: "false" }],
    ["The option 'bodyReaders' must be a list, not an object", { bodyReaders: reader }],
    ["The option 'bodyReaders[0]' must be an object, not null", { bodyReaders: [null] }],
    [
      "The option 'bodyReaders[1].read' must be a function, not undefined",
      { bodyReaders: [reader, { ...reader, read: undefined }] },
    ],
    ["The option 'bodyReaders[0].kind' must be text, not 5", { bodyReaders: [{ ...reader, kind: 5 }] }],
    ["The option 'engine.compile' must be a function, not undefined", { engine: {} }],
    [`The option 'escape' must be "json", not "html"`, { escape: "html" }],
    [
      `The option 'undefined' must be "default" or "chainable" or "debug" or "strict", not "Strict"`,
      { undefined: "Strict" },
    ],
    [
      `The option 'extensions[1]' must be "debug" or "do" or "loopcontrols", not "i18n"`,
      { extensions: ["do", "i18n"] },
    ],
    ["The option 'templates.a' must be text, not 5", { templates: { a: 5 } }],
    [
      "The option 'delimiters.blockEnd' must be text that is not empty, not empty text",
      { delimiters: { blockEnd: "" } },
    ],
    ["There is no option called 'delimiters.block_end'", { delimiters: { block_end: "%>" } }],
    ["There is no option called 'limits.fule'", { limits: { fule: 1 } }],
    ["The option 'redact[0]' must be text, not 1", { redact: [1] }],
  ])("tells what is wrong with an option when it is made: %s", (message, options) => {
    expect(() => createWebhook({ ...definition, template: "" }, options)).toThrow(
      expect.objectContaining({ code: "option_invalid", message }) as Error,
    );
  });

  test("options beside a compiled template are refused, not ignored", () => {
    const compiled = compileTemplate("{{ 1 }}");
    expect(renderTemplate(compiled, {}, {})).toBe("1");
    const render = () => renderTemplate(compiled, {}, { limits: { output: 0 } });
    expect(render).toThrow(expect.objectContaining({ code: "option_invalid" }) as Error);
  });

  test.each(Object.keys(limitTable))("tells what is wrong with the limit %s", (name) => {
    const make = (value: unknown) => () =>
      createWebhook({ ...definition, template: "" }, { limits: { [name]: value } });
    for (const [value, told] of [
      [-1, "-1"],
      [1.5, "1.5"],
      [Number.NaN, "NaN"],
      [Number.NEGATIVE_INFINITY, "-Infinity"],
      ["1mb", '"1mb"'],
      [null, "null"],
      [true, "true"],
      [10n, "a bigint"],
      [[], "a list"],
    ]) {
      const { most }: LimitInfo = limitTable[name as LimitName];
      const is = most === undefined ? "of 0 or more, or Infinity" : `from 0 to ${most}`;
      const message = `The option 'limits.${name}' must be a whole number ${is}, not ${String(told)}`;
      expect(make(value)).toThrow(expect.objectContaining({ code: "option_invalid", message }) as Error);
    }
    expect(make(undefined)).not.toThrow();
    const { most = Number.POSITIVE_INFINITY }: LimitInfo = limitTable[name as LimitName];
    expect(make(most)).not.toThrow();
  });

  test.each([["x-key"], [[1]], [null], [{}]])("refuses %j for names to redact", (redact) => {
    const make = () => createWebhook({ ...definition, template: "" }, { redact } as never);
    expect(make).toThrow(expect.objectContaining({ code: "option_invalid" }) as HookloomError);
  });
});

test("refuse takes any error of the host's", () => {
  const refusal = passThrough.refuse(post("{}"), new TypeError("no HookloomError") as never);
  expect(expectFailure(refusal).error).toMatchObject({ code: "host_error", cause: expect.any(TypeError) });
});

test.each<[string, string, object, WebhookOptions?]>([
  ["Print values with |tojson. explainTemplate tells what printed this.", '{"event": {{ body }}}', {}],
  ["Inflate it, and say so by the option `inflated`.", "", { headers: { "content-encoding": "gzip" } }],
  ["Give the raw body: no stream, and not what a body parser made of it.", "", { body: { a: 1 } }],
  ["See the option 'limits': body.", "", {}, { limits: { body: 0 } }],
  ["What it threw is the `cause` of this error.", "{{ f() }}", {}, { globals: { f: () => JSON.parse("{") } }],
])("an error says what to do: %s", (help, template, more, options) => {
  const outcome = createWebhook({ ...definition, template }, options).receive({ ...post("x"), ...more });
  expect(expectFailure(outcome).error.help).toBe(help);
});
