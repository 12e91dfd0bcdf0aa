import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createWebhook, type Outcome, parseRequest, renderTemplate } from "../../src/index.js";
import { defaultLimits } from "../../src/limits.js";
import type { HookRequest } from "../../src/request/request.js";
// @ts-expect-error: recorded with the cases, in JavaScript
import { body as decodeBody, headers as decodeHeaders } from "./decode.mjs";

interface RequestCase {
  id: string;
  group: string;
  request: { method: string; headers: Record<string, unknown> };
  template?: string;
  expect: {
    outcome: "accept" | "reject" | "render" | "safe";
    bodyKind?: "json" | "form" | "text";
    body?: unknown;
    render?: Record<string, string>;
    ownKeys?: string[];
    output?: string;
    mustNotContain?: string[];
    error?: string;
    path?: string;
    event?: Record<string, unknown>;
    normalized?: Record<string, unknown>;
    data?: unknown;
  };
}

const { cases } = JSON.parse(readFileSync(new URL("requests.json", import.meta.url), "utf8")) as {
  cases: RequestCase[];
};

/** The codes that an expected kind of error may have. */
const codes: Record<string, string[]> = {
  "limit.depth": ["json_depth", "body_limit"],
  "limit.bodyBytes": ["body_limit"],
  "event.schema": ["event_invalid"],
  "event.json": ["json_syntax", "event_invalid", "header_invalid"],
  "event.unicode": ["event_invalid"],
  encoding: ["body_encoding"],
};

const toRequest = (item: RequestCase): HookRequest => ({
  method: item.request.method,
  headers: decodeHeaders(item.request),
  body: new Uint8Array(decodeBody(item.request)),
});

/** What was recorded is what Prefect's model makes of an event to which no webhook is added. */
const limits = { relatedResources: defaultLimits.relatedResources + 1 };

function receive(item: RequestCase): Outcome {
  const template = item.template ?? "{{ body|tojson }}";
  const webhook = createWebhook({ id: "w", name: "w", template }, { limits });
  return webhook.receive(toRequest(item));
}

function checkAccepted({ expect: expected, ...item }: RequestCase): void {
  const whole = { ...item, expect: expected };
  if (expected.bodyKind !== undefined) {
    const context = parseRequest(toRequest(whole));
    expect(context.bodyKind).toBe(expected.bodyKind);
    if ("body" in expected) expect(context.body).toEqual(expected.body);
    if (expected.ownKeys !== undefined) expect(Object.keys(context.body as object)).toEqual(expected.ownKeys);
    for (const [template, output] of Object.entries(expected.render ?? {})) {
      expect(renderTemplate(template, context)).toBe(output);
    }
    return;
  }
  const outcome = receive(whole);
  expect(outcome.ok ? outcome.event : outcome.error).not.toBeInstanceOf(Error);
  if (!outcome.ok) return;
  if (expected.event !== undefined) expect(outcome.event).toMatchObject(expected.event);
  if ("data" in expected) expect(outcome.event.payload.data).toEqual(expected.data);
  if (item.id in decisions) checkDecided(whole);
  else {
    for (const [field, value] of Object.entries(expected.normalized ?? {})) {
      expect(outcome.event[field as "event"]).toEqual(value);
    }
  }
}

/** What is done where the file leaves it open, as docs/compatibility.md says: an error's code, or what is read. */
const decisions: Record<
  string,
  { code: string } | { body: unknown } | { output: string } | { event: object }
> = {
  "charset-003": { body: "hello" },
  "charset-004": { body: { a: "café" } },
  "charset-007": { body: { a: 1 } },
  "charset-008": { body: '{\0"\0a\0"\0:\x001\0}\0' },
  "charset-009": { body: Array.from('{"a":1}', (unit) => `\0\0\0${unit}`).join("") },
  "charset-015": { body: { a: "\ufffd\ufffd" } },
  "charset-016": { body: { a: "\ufffd\ufffd\ufffd" } },
  "charset-017": { body: "caf\ufffd" },
  "charset-018": { body: { a: "\ufffd\ufffd\ufffd\ufffd" } },
  "json-020": { body: { n: Number.POSITIVE_INFINITY } },
  "json-055": { code: "json_depth" },
  "json-058": { code: "json_depth" },
  "json-062": { body: expect.objectContaining({ length: 1_000_000 }) },
  "json-064": { body: { ["k".repeat(1_000_000)]: 1 } },
  "form-033": { code: "form_limit" },
  "form-034": { code: "form_limit" },
  "form-035": { body: { [`a${"[b]".repeat(10_000)}`]: "1" } },
  "form-036": { body: {} },
  "form-037": { body: { a: "%".repeat(1_000_000) } },
  "form-038": { body: { a: " ".repeat(1_000_000) } },
  "form-040": { body: { a: ",".repeat(1_000_000) } },
  "header-007": { output: '{"cookie": "s=SECRET", "proxy-authorization": "Basic SECRET"}' },
  "header-009": { output: "a=1, b=2" },
  "header-015": {
    output: '{"event":"e","resource":{"prefect.resource.id":"a","prefect.resource.name":"evil"}}',
  },
  "header-017": { code: "header_invalid" },
  "header-019": { code: "header_limit" },
  "header-024": { code: "method_not_allowed" },
  "header-025": { code: "method_not_allowed" },
  "header-026": { code: "method_not_allowed" },
  "encoding-003": { body: expect.stringContaining("\ufffd") },
  "encoding-005": { code: "body_encoding" },
  "cloudevent-011": { code: "cloud_event_invalid" },
  "cloudevent-013": { event: { event: "t" } },
  "cloudevent-017": { code: "cloud_event_invalid" },
  "cloudevent-020": { event: { occurred: "2018-04-05T17:31:00.123456Z" } },
  "cloudevent-024": { event: { occurred: "9999-12-31T23:59:59Z" } },
  "cloudevent-036": { code: "cloud_event_invalid" },
  "cloudevent-046": { code: "cloud_event_invalid" },
  "cloudevent-090": { event: { event: "t", resource: { "prefect.resource.id": "/s" } } },
  "cloudevent-093": { code: "cloud_event_invalid" },
  "cloudevent-094": { code: "cloud_event_invalid" },
  "cloudevent-095": { code: "cloud_event_invalid" },
  "cloudevent-096": { code: "cloud_event_invalid" },
  "cloudevent-098": { code: "cloud_event_invalid" },
  // Accepted; what of it matters is said in words.
  "cloudevent-032": { event: { payload: { cloudevents: { custom: "v" } } } },
  "cloudevent-047": { event: { payload: { data: null } } },
  "cloudevent-048": { event: { payload: { data_base64: "AP8=" } } },
  "cloudevent-072": { event: { payload: { data_base64: "aGk=" } } },
  "cloudevent-076": { event: { payload: { data: null } } },
  "event-116": { event: { payload: { n: "123456789012345678901234567890" } } },
};

function checkDecided(item: RequestCase): void {
  const decision = decisions[item.id];
  if (decision === undefined) throw new Error(`Nothing is decided for ${item.id}`);
  const outcome = receive(item);
  if ("code" in decision) expect(outcome).toMatchObject({ ok: false, error: { code: decision.code } });
  else if ("event" in decision) expect(outcome).toMatchObject({ ok: true, event: decision.event });
  else if ("body" in decision) expect(parseRequest(toRequest(item)).body).toEqual(decision.body);
  else expect(renderTemplate(item.template as string, parseRequest(toRequest(item)))).toBe(decision.output);
}

test("requests.json has all of its cases", () => {
  expect(cases).toHaveLength(216);
});

describe("requests.json", () => {
  test.each(cases.map((item) => [item.id, item] as const))("%s", (_id, item) => {
    const { expect: expected } = item;
    if (expected.outcome === "accept") return checkAccepted(item);
    if (expected.outcome === "render") {
      const output = renderTemplate(item.template as string, parseRequest(toRequest(item)));
      if (expected.output !== undefined) expect(output).toBe(expected.output);
      for (const secret of expected.mustNotContain ?? []) expect(output).not.toContain(secret);
      return;
    }
    if (expected.outcome === "safe") return checkDecided(item);
    const outcome = receive(item);
    expect(outcome).toMatchObject({ ok: false, status: 400 });
    if (outcome.ok) return;
    const family =
      expected.error?.split(".")[0] === "cloudevent"
        ? ["cloud_event_invalid"]
        : codes[expected.error as string];
    expect(family).toContain(outcome.error.code);
    if (expected.path !== undefined && expected.error === "event.schema") {
      expect((outcome.error.issues ?? []).map(({ path }) => path.join("."))).toContain(expected.path);
    }
    expect(outcome.failure.event).toBe("prefect-cloud.webhook.failed");
  });
});
