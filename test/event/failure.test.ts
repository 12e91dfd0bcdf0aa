import { describe, expect, test } from "vitest";
import {
  type BodyReader,
  buildFailure,
  createWebhook,
  type Event,
  HookloomError,
  type Outcome,
  parseRequest,
  replay,
  secretHeaders,
  serializeEvent,
  type WebhookOptions,
} from "../../src/index.js";
import type { HookRequest } from "../../src/request/request.js";

const webhook = { id: "6d1f6f1a-0b7c-4f0e-9d57-3a4f5b1c2d3e", name: "Orders" };
const error = new HookloomError("body_limit", "The body is larger than 10 bytes");
const good = '{"event": "{{ body.n }}", "resource": {"prefect.resource.id": "r"}}';

const size = (event: Event) => new TextEncoder().encode(serializeEvent(event)).length;

function fail(template: string, request: HookRequest, options: WebhookOptions = {}) {
  const outcome = createWebhook({ ...webhook, template }, options).receive(request);
  if (outcome.ok) throw new Error("expected a failure");
  return outcome;
}

function expectEvent(outcome: Outcome): Event {
  if (!outcome.ok) throw outcome.error;
  return outcome.event;
}

describe("secrets", () => {
  test("are redacted by the names of header fields, in any case", () => {
    const context = parseRequest({
      method: "POST",
      headers: Object.fromEntries(
        [...secretHeaders, "X-Mine", "x-plain"].map((name) => [name.toUpperCase(), "SECRET"]),
      ),
    });
    const { headers } = buildFailure(error, { webhook, context, redact: ["x-MINE"] }).payload;
    const { authorization: _gone, ...rest } = Object.fromEntries(
      secretHeaders.map((name) => [name, "[redacted]"]),
    );
    expect(headers).toEqual({ ...rest, "x-mine": "[redacted]", "x-plain": "SECRET" });
  });

  test("are redacted, too, where the host tells the request in its own words", () => {
    const headers = { Authorization: "SECRET", "X-Api-Key": "SECRET", "X-Mine": "SECRET", "X-Plain": "a" };
    const failure = buildFailure(error, { webhook, context: { headers }, redact: ["x-mine"] });
    expect(failure.payload.headers).toEqual({
      Authorization: "[redacted]",
      "X-Api-Key": "[redacted]",
      "X-Mine": "[redacted]",
      "X-Plain": "a",
    });
  });

  test.each([
    "x-twilio-signature",
    "svix-signature",
    "x-hook-secret",
    "x-vault-token",
    "x-csrf-token",
    "x_auth_token",
    "api-key",
    "apikey",
    "x-apikey",
    "x-access-key",
    "x-functions-key",
    "ocp-apim-subscription-key",
    "cf-access-jwt-assertion",
    "x-amz-security-token",
    "x-user-password",
    "x-forwarded-authorization",
    "x-client-credentials",
    "x-webhook-hmac",
  ])("are redacted by a part of the name: %s", (name) => {
    const context = parseRequest({ method: "POST", headers: { [name]: "SECRET" } });
    expect(buildFailure(error, { webhook, context }).payload.headers).toEqual({ [name]: "[redacted]" });
  });

  test.each([
    "host",
    "user-agent",
    "content-type",
    "x-github-event",
    "x-request-id",
    "idempotency-key",
    "sec-websocket-key",
    "tokenizer",
    "x-secretary",
    "signatures-x",
  ])("are not seen where there are none: %s", (name) => {
    const context = parseRequest({ method: "POST", headers: { [name]: "plain" } });
    expect(buildFailure(error, { webhook, context }).payload.headers).toEqual({ [name]: "plain" });
  });
});

describe("a failure fits", () => {
  const limits = { eventSize: 20_000 };

  test.each<[string, string, HookRequest, object]>([
    [
      "a body that is too large",
      "{{ x.y() }}",
      { method: "POST", body: "x".repeat(30_000) },
      { body: 30_000 },
    ],
    ["a body of escapes", "{{ x.y() }}", { method: "POST", body: "\u0001".repeat(10_000) }, { body: 10_000 }],
    [
      "a body of three bytes each",
      "{{ x.y() }}",
      { method: "POST", body: "€".repeat(10_000) },
      { body: 10_000 },
    ],
    [
      "a body of surrogate pairs",
      "{{ x.y() }}",
      { method: "POST", body: `x${"😀".repeat(10_000)}` },
      { body: 20_001 },
    ],
    ["what was rendered", "{{ 'ab' * 20000 }}", { method: "POST", body: "b" }, { rendered: 40_000 }],
    [
      "both",
      "{{ body * 2 }}",
      { method: "POST", body: "é".repeat(15_000) },
      { rendered: 30_000, body: 15_000 },
    ],
    [
      "header fields",
      "{{ x.y() }}",
      { method: "POST", headers: { a: "h".repeat(30_000) }, body: "b" },
      { headers: null },
    ],
  ])("with %s", (_name, template, request, truncated) => {
    const { failure } = fail(template, request, { limits });
    expect(size(failure)).toBeLessThanOrEqual(20_000);
    expect(failure.payload.truncated).toEqual(truncated);
    expect(JSON.stringify(failure)).not.toMatch(/\\ud[89a-f]/);
  });

  test("whole where it can", () => {
    const { failure } = fail("{{ x.y() }}", { method: "POST", body: "x".repeat(19_000) }, { limits });
    expect(failure.payload).not.toHaveProperty("truncated");
    expect(failure.payload.body).toHaveLength(19_000);
  });

  test("with as much as can be told of a body over the limit", () => {
    const { error: cause, failure } = fail(
      good,
      { method: "POST", body: new Uint8Array(50).fill(97) },
      { limits: { body: 10 } },
    );
    expect(cause.code).toBe("body_limit");
    expect(failure.payload).toMatchObject({
      body: "a".repeat(10),
      truncated: { body: 50 },
      rendered: null,
    });
  });

  test("without half a surrogate pair", () => {
    const { failure } = fail(good, { method: "\ud83d", body: "a\ud83d" } as HookRequest);
    expect(failure.payload).toMatchObject({ method: "\ufffd", body: "a\ufffd" });
  });
});

test.each<[string, unknown, unknown]>([
  ["an error of another kind", new Error("no"), { webhook }],
  ["no options", error, undefined],
  ["no webhook", error, {}],
  ["a webhook without a name", error, { webhook: { id: "w" } }],
])("%s makes no failure", (_name, given, options) => {
  expect(() => buildFailure(given as HookloomError, options as { webhook: typeof webhook })).toThrow(
    expect.objectContaining({ code: "option_invalid" }) as Error,
  );
});

const throwing: BodyReader = {
  kind: "text",
  accepts: () => true,
  read() {
    throw new Error("of the reader");
  },
};

describe("replay", () => {
  const request = {
    method: "PUT",
    headers: { "content-type": "application/json", "x-id": "7" },
    body: '{"n": 5}',
  };

  test("runs a request through a template that was mended", () => {
    const { failure } = fail("{{ body.n / 0 }}", request);
    const event = expectEvent(replay(failure, good.replace("body.n", "body.n ~ method ~ headers['X-Id']")));
    expect(event).toMatchObject({
      event: "5PUT7",
      related: [
        { "prefect.resource.id": `prefect-cloud.webhook.${webhook.id}`, "prefect.resource.name": "Orders" },
      ],
    });
  });

  test("runs a request through a webhook", () => {
    const { failure } = fail("{{ body.n / 0 }}", request);
    const other = createWebhook({ id: "other", name: "Other", template: good });
    expect(expectEvent(replay(failure, other)).related[0]).toMatchObject({
      "prefect.resource.name": "Other",
    });
    expect(replay(failure, other, {}).ok).toBe(true);
  });

  test("fails as the request did, if nothing was mended", () => {
    const first = fail("{{ body.n / 0 }}", request);
    const again = replay(first.failure, "{{ body.n / 0 }}");
    expect(again).toMatchObject({
      ok: false,
      status: 400,
      error: { code: "zero_division" },
      failure: { payload: first.failure.payload },
    });
  });

  test("makes an event of what was rendered, without a template", () => {
    const rendered = '{"event": "eeeee", "resource": {"prefect.resource.id": "{{ r }}"}}';
    const { failure } = fail("{{ body }}", { method: "POST", body: `x${rendered}` }, {});
    expect(replay(failure)).toMatchObject({
      ok: false,
      error: { code: "json_syntax" },
      failure: { payload: { rendered: `x${rendered}` } },
    });
    const limited = fail(`{% raw %}${rendered}{% endraw %}`, request, { limits: { eventName: 3 } });
    expect(limited.error.code).toBe("event_invalid");
    const event = expectEvent(replay(limited.failure));
    expect(event).toMatchObject({
      event: "eeeee",
      resource: { "prefect.resource.id": "{{ r }}" },
      payload: { method: "PUT", body: '{"n": 5}' },
    });
    expect(replay(limited.failure, undefined, { limits: { eventName: 3 } })).toMatchObject({
      ok: false,
      error: { code: "event_invalid" },
    });
  });

  test("runs forms, text and nothing as they were", () => {
    const form = fail("{{ x.y() }}", {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: "n=a+b%26",
    });
    expect(expectEvent(replay(form.failure, good)).event).toBe("a b&");
    const text = fail("{{ x.y() }}", {
      method: "POST",
      headers: { "content-type": "text/plain; charset=iso-8859-1" },
      body: Buffer.from("caf\xe9", "latin1"),
    });
    expect(expectEvent(replay(text.failure, good.replace("body.n", "body"))).event).toBe("café");
    const deep = fail(good, {
      method: "POST",
      headers: { "content-type": "text/plain; charset=latin1" },
      body: Buffer.from(`${"[".repeat(300)}\xe9`, "latin1"),
    });
    expect(deep.error.code).toBe("json_depth");
    expect(deep.failure.payload.body).toBe(`${"[".repeat(300)}é`);
    const empty = fail("{{ x.y() }}", { method: "GET" });
    expect(expectEvent(replay(empty.failure, good)).event).toBe("");
  });

  test.each<[string, unknown]>([
    ["too many", Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`x-${index}`, "1"]))],
    ["one that HTTP forbids", { "x-a": "1", "x-b": "\n" }],
    ["one that is no text", { "x-a": 5 }],
    ["none that can be read", { [Symbol.iterator]: () => "nothing" }],
  ])("refuses a request whose header fields were refused: %s", (_name, headers) => {
    const { failure } = fail(good, { ...request, headers } as never);
    expect(failure.payload.truncated).toEqual({ headers: null });
    expect(() => replay(failure, good)).toThrow(
      expect.objectContaining({ code: "replay_impossible" }) as Error,
    );
  });

  test("runs a body that the host had inflated", () => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip" };
    const inflated = fail("{{ body.n / 0 }}", { ...request, headers, inflated: true });
    expect(expectEvent(replay(inflated.failure, good)).event).toBe("5");
    const compressed = fail(good, { ...request, headers });
    expect(replay(compressed.failure, good)).toMatchObject({ ok: false, error: { code: "body_encoding" } });
  });

  test("tells no body that nobody could read, but where that is what went wrong", () => {
    const headers = { "content-type": "text/plain; charset=klingon", "content-encoding": "gzip" };
    const body = Uint8Array.of(0x1f, 0x8b, 0xff);
    const broken = createWebhook({ ...webhook, template: good });
    const told = (given: Partial<HookRequest>, cause: unknown = error) =>
      broken.refuse({ method: "POST", headers, body, ...given }, cause as HookloomError).failure;
    for (const given of [{}, { inflated: true }, { headers: { "content-encoding": "br" } }]) {
      const failure = told(given, new Error("of the host"));
      expect(failure.payload).toMatchObject({ body: null, error: { code: "host_error" } });
      expect(() => replay(failure, good)).toThrow(
        expect.objectContaining({ code: "replay_impossible" }) as Error,
      );
    }
    expect(told({}).payload.body).toBe("\x1f\ufffd\ufffd");
  });

  test.each<[string, HookRequest, WebhookOptions]>([
    ["a form that was too long", { method: "POST", body: "a=1" }, { limits: { formFields: 0 } }],
    ["one that no reader could read", { method: "POST", body: "a=1" }, { bodyReaders: [throwing] }],
  ])("runs a body that the host had inflated: %s", (_name, request, options) => {
    const type = "application/x-www-form-urlencoded";
    const given = { "content-type": type, "content-encoding": "gzip" };
    const { failure } = fail(good, { ...request, headers: given, inflated: true }, options);
    expect(expectEvent(replay(failure, good.replace("body.n", "body.a"))).event).toBe("1");
  });

  test.each<[string, string, string | Uint8Array]>([
    ["text", "{{ x.y() }}", "\ufeff\ufeff{}"],
    ["bytes", "{{ x.y() }}", Buffer.from("\ufeff\ufeff{}")],
    ["text that is nested too deep", good, `\ufeff\ufeff${"[".repeat(300)}`],
    ["bytes that nobody reads", "disabled", Buffer.from("\ufeff\ufeff{}")],
  ])("keeps a byte order mark that is text, and no other: %s", (_name, template, body) => {
    const given = { ...webhook, template, enabled: template !== "disabled" };
    const outcome = createWebhook(given, { limits: { jsonDepth: 0 } }).receive({ method: "POST", body });
    const { failure } = outcome as Extract<Outcome, { ok: false }>;
    const { payload } = expectEvent(replay(failure, good));
    expect(payload).toMatchObject({ body: String(body).slice(1) });
  });

  test.each([undefined, null, ""])("runs a request that was never read and has no body: %j", (body) => {
    const disabled = createWebhook({ ...webhook, template: good, enabled: false });
    const headers = { "content-encoding": "gzip" };
    const { failure } = disabled.receive({ method: "GET", headers, body }) as Extract<Outcome, { ok: false }>;
    expect(failure.payload.body).toBe("");
    expect(replay(failure, good).ok).toBe(true);
  });

  test("makes no event of what could not be kept as it was rendered", () => {
    const { failure } = fail(good, { method: "POST", body: '{"n": "\\ud800"}' });
    expect(failure.payload).toMatchObject({ error: { code: "event_invalid" }, truncated: { rendered: 56 } });
    expect(() => replay(failure)).toThrow(expect.objectContaining({ code: "replay_impossible" }) as Error);
  });

  test("survives being stored as JSON", () => {
    const { failure } = fail("{{ body.n / 0 }}", request);
    expect(expectEvent(replay(JSON.parse(serializeEvent(failure)) as Event, good)).event).toBe("5");
  });

  test.each<[string, () => Event, string | undefined]>([
    [
      "another event",
      () => expectEvent(createWebhook({ ...webhook, template: good }).receive(request)),
      good,
    ],
    [
      "a body that was cut",
      () =>
        fail("{{ x.y() }}", { method: "POST", body: "x".repeat(30_000) }, { limits: { eventSize: 10_000 } })
          .failure,
      good,
    ],
    [
      "header fields that were left out",
      () =>
        fail(
          "{{ x.y() }}",
          { method: "POST", headers: { a: "x".repeat(30_000) }, body: "" },
          { limits: { eventSize: 10_000 } },
        ).failure,
      good,
    ],
    ["a body that is not known", () => fail(good, { method: "POST", body: {} } as never).failure, good],
    ["a method that is not known", () => fail(good, { method: 5, body: "" } as never).failure, good],
    [
      "a body that could not be decoded",
      () =>
        fail(good, {
          method: "POST",
          headers: { "content-type": "text/plain; charset=klingon" },
          body: Uint8Array.of(0xff),
        }).failure,
      good,
    ],
    ["nothing that was rendered", () => fail("{{ x.y() }}", request).failure, undefined],
    [
      "what was rendered but cut",
      () => fail("{{ 'ab' * 20000 }}", request, { limits: { eventSize: 10_000 } }).failure,
      undefined,
    ],
  ])("refuses %s", (_name, make, template) => {
    const failure = make();
    expect(() => replay(failure, template)).toThrow(
      expect.objectContaining({ code: "replay_impossible" }) as Error,
    );
  });

  const { failure: told } = fail("{{ x.y() }}", request);
  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["text", "failed"],
    ["no resource", { ...told, resource: null }],
    ["an id that is no text", { ...told, resource: { "prefect.resource.id": 5 } }],
    ["a name that is no text", { ...told, resource: { ...told.resource, "prefect.resource.name": 5 } }],
    ["no payload", { ...told, payload: null }],
    ["header fields that are none", { ...told, payload: { ...told.payload, headers: "x" } }],
    ["header fields that are no text", { ...told, payload: { ...told.payload, headers: { a: 1 } } }],
  ])("refuses what came back from storage as %s", (_name, stored) => {
    for (const template of [good, undefined]) {
      const run = () => replay(stored as Event, template);
      expect(run).toThrow(expect.objectContaining({ code: "replay_impossible" }) as Error);
    }
  });

  test("tells what throws when it is looked at", () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    for (const stored of [proxy, { ...told, payload: proxy }, { ...told, payload: { headers: proxy } }]) {
      const code = expect.stringMatching(/^(host_error|replay_impossible)$/) as string;
      expect(() => replay(stored as Event, good)).toThrow(expect.objectContaining({ code }) as Error);
    }
  });

  test.each<[string, object, object]>([
    ["a method that is none", { method: "BREW" }, { code: "method_not_allowed" }],
    ["a method of any length", { method: "x".repeat(2_000_000) }, { code: "method_not_allowed" }],
    ["half a surrogate pair", { headers: { a: "\ud800" } }, { code: "header_invalid" }],
    ["a field that HTTP forbids", { headers: { a: "\n" } }, { code: "header_invalid" }],
  ])("makes no event of what was rendered with a request that is none: %s", (_name, payload, error) => {
    const rendered = '{"event": "e", "resource": {"prefect.resource.id": "r"}}';
    const stored = { ...told, payload: { ...told.payload, rendered, ...payload } };
    expect(replay(stored)).toMatchObject({ ok: false, error });
  });

  test("runs what came back from storage with nothing cut", () => {
    const stored = { ...told, payload: { ...told.payload, truncated: null } };
    expect(expectEvent(replay(stored, good)).event).toBe("5");
  });

  test.each([[null], [{}], [5]])("refuses %j for a template", (template) => {
    expect(() => replay(told, template as never)).toThrow(
      expect.objectContaining({ code: "definition_invalid" }) as Error,
    );
  });

  test("refuses names to redact that are no list", () => {
    const { failure } = fail("x{{ body.n }}", request);
    expect(() => replay(failure, undefined, { redact: "x-key" } as never)).toThrow(
      expect.objectContaining({ code: "option_invalid" }) as Error,
    );
  });

  test("does without what was rendered, where there is a template", () => {
    const { failure } = fail("{{ 'ab' * 20000 }}", request, { limits: { eventSize: 10_000 } });
    expect(expectEvent(replay(failure, good)).event).toBe("5");
  });
});
