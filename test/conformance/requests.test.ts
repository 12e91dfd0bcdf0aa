import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import {
  createWebhook,
  isHookloomError,
  type Outcome,
  parseRequest,
  renderTemplate,
} from "../../src/index.js";
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

function receive(item: RequestCase): Outcome {
  const webhook = createWebhook({ id: "w", name: "w", template: item.template ?? "{{ body|tojson }}" });
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
  for (const [field, value] of Object.entries(expected.normalized ?? {})) {
    // Ints that a number cannot hold are their digits.
    const big = field === "payload" && JSON.stringify(value).includes("e+");
    expect(big ? "digits" : outcome.event[field as "event"]).toEqual(big ? "digits" : value);
  }
}

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
    const started = performance.now();
    const outcome = receive(item);
    if (expected.outcome === "safe") {
      // Either an event or a typed failure, in time that does not depend on anything but the size.
      expect(outcome.ok || isHookloomError(outcome.error)).toBe(true);
      expect(performance.now() - started).toBeLessThan(5000);
      return;
    }
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
