import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Answer, Call } from "./support/client.js";
import { hosts, type RunningHost } from "./support/hosts.js";
import { createRecorder, reset, webhooks } from "./support/recorder.js";

/** The same cases through every host. */
interface Case {
  name: string;
  call: Call;
  status: number;
  /** What the template saw of the body; an event is expected. */
  body?: unknown;
  /** The code of the error; a failure is expected. */
  error?: string;
  /** Header fields of the answer. */
  headers?: Record<string, string>;
  text?: string;
  /** Hosts that answer by themselves before an adapter could. */
  except?: string[];
}

const json = { "content-type": "application/json" };
const limit = 1_000;
const allBytes = Uint8Array.from({ length: 256 }, (_, index) => index);
const latin1 = Buffer.from(allBytes).toString("latin1");
const allow = "GET, HEAD, DELETE, POST, PUT, PATCH";
const validation = (fields: object) => ({
  headers: { ...json, "aeg-event-type": "SubscriptionValidation" },
  body: JSON.stringify(fields),
});
const validationEvent = {
  id: "1",
  eventType: "Microsoft.EventGrid.SubscriptionValidationEvent",
  data: { validationCode: "512d38b6", validationUrl: "https://example.com" },
};
const { eventType, ...rest } = validationEvent;

const cases: Case[] = [
  // bodies
  { name: "JSON", call: { headers: json, body: '{"a": [1.5, "é"]}' }, status: 204, body: { a: [1.5, "é"] } },
  { name: "JSON in pieces", call: { body: ['{"a": ', "1", "}"] }, status: 204, body: { a: 1 } },
  {
    name: "a form",
    call: { headers: { "content-type": "application/x-www-form-urlencoded" }, body: "a=1&a=2&b=%C3%A9+x" },
    status: 204,
    body: { a: "2", b: "é x" },
  },
  { name: "text", call: { headers: { "content-type": "text/plain" }, body: "hi" }, status: 204, body: "hi" },
  {
    name: "bytes",
    call: { headers: { "content-type": "application/octet-stream; charset=latin1" }, body: allBytes },
    status: 204,
    body: latin1,
  },
  { name: "bytes that are no UTF-8", call: { body: [new Uint8Array([0xff])] }, status: 204, body: "\ufffd" },
  { name: "no content type", call: { body: Buffer.from("[1]") }, status: 204, body: [1] },
  {
    name: "a junk content type",
    call: { headers: { "content-type": "junk" }, body: "x" },
    status: 204,
    body: "x",
  },
  { name: "no body", call: {}, status: 204, body: "" },
  { name: "no body, but a type", call: { headers: json }, status: 204, body: "" },
  { name: "an empty body", call: { headers: json, body: "" }, status: 204, body: "" },
  { name: "the limit", call: { body: "x".repeat(limit) }, status: 204, body: "x".repeat(limit) },
  {
    name: "the limit in pieces",
    call: { body: ["x".repeat(limit - 1), "x"] },
    status: 204,
    body: "x".repeat(limit),
  },
  { name: "a byte more", call: { body: "x".repeat(limit + 1) }, status: 413, error: "body_limit" },
  {
    name: "a byte more in pieces",
    call: { body: ["x".repeat(limit), "x"] },
    status: 413,
    error: "body_limit",
  },
  {
    name: "fewer characters, more bytes",
    call: { body: "é".repeat(limit) },
    status: 413,
    error: "body_limit",
  },
  {
    name: "a compressed body",
    call: { headers: { "content-encoding": "gzip" }, body: gzipSync("x") },
    status: 415,
    error: "body_encoding",
    headers: { "accept-encoding": "identity" },
  },
  {
    name: "a body compressed on its way",
    call: { headers: { "transfer-encoding": "gzip, chunked" }, body: [gzipSync("x")] },
    status: 415,
    error: "body_encoding",
  },
  {
    name: "a body in chunks, in capitals",
    call: { headers: { "transfer-encoding": "Chunked" }, body: ["x"] },
    status: 204,
    body: "x",
  },
  {
    name: "the identity coding",
    call: { headers: { "content-encoding": "identity" }, body: "x" },
    status: 204,
    body: "x",
  },

  // methods
  { name: "GET", call: { method: "GET" }, status: 204, body: "" },
  { name: "HEAD", call: { method: "HEAD" }, status: 204, body: "" },
  { name: "GET with a body", call: { method: "GET", body: "x" }, status: 204, body: "" },
  { name: "DELETE", call: { method: "DELETE" }, status: 204, body: "" },
  { name: "DELETE with a body", call: { method: "DELETE", body: "x" }, status: 204, body: "x" },
  { name: "PUT", call: { method: "PUT", body: "x" }, status: 204, body: "x" },
  { name: "PATCH", call: { method: "PATCH", body: "x" }, status: 204, body: "x" },
  { name: "OPTIONS", call: { method: "OPTIONS" }, status: 405, headers: { allow } },
  { name: "PROPFIND", call: { method: "PROPFIND" }, status: 405, headers: { allow }, except: ["fastify"] },
  { name: "QUERY", call: { method: "QUERY", body: "x" }, status: 405, headers: { allow } },

  // slugs
  { name: "an unknown slug", call: { path: "/hooks/nobody", body: "x" }, status: 404 },
  { name: "a disabled webhook", call: { path: "/hooks/off", body: "x" }, status: 404 },
  {
    name: "a disabled webhook, too large",
    call: { path: "/hooks/off", body: ["x".repeat(9_999)] },
    status: 404,
  },
  { name: "a disabled webhook, OPTIONS", call: { path: "/hooks/off", method: "OPTIONS" }, status: 404 },
  { name: "the slug __proto__", call: { path: "/hooks/__proto__" }, status: 404 },
  { name: "the slug constructor", call: { path: "/hooks/constructor" }, status: 404 },
  { name: "the slug toString", call: { path: "/hooks/toString" }, status: 404 },
  { name: "an escaped slug", call: { path: "/hooks/%6Frders" }, status: 204, body: "" },
  { name: "an escaped path", call: { path: "/%68ooks/orders" }, status: 204, body: "" },
  { name: "a slug with a slash", call: { path: "/hooks/or%2Fders" }, status: 404 },
  { name: "a slug with odd characters", call: { path: "/hooks/a%00b" }, status: 404 },
  { name: "a query", call: { path: "/hooks/orders?slug=off" }, status: 204, body: "" },

  // failures
  {
    name: "a template that fails",
    call: { path: "/hooks/broken", body: "x" },
    status: 400,
    error: "zero_division",
  },
  {
    name: "a template that makes no JSON",
    call: { path: "/hooks/text", body: "x" },
    status: 400,
    error: "json_syntax",
  },
  {
    name: "an event that is none",
    call: { path: "/hooks/text", body: "[1]" },
    status: 400,
    error: "event_invalid",
  },
  {
    name: "a failure of a GET",
    call: { path: "/hooks/broken", method: "GET" },
    status: 400,
    error: "zero_division",
  },
  {
    name: "a failure of a HEAD",
    call: { path: "/hooks/broken", method: "HEAD" },
    status: 400,
    error: "zero_division",
  },
  {
    name: "JSON that is too deep",
    call: { body: "[".repeat(300) + "]".repeat(300) },
    status: 400,
    error: "json_depth",
  },

  // handshakes
  {
    name: "Event Grid's validation",
    call: validation([validationEvent]),
    status: 200,
    text: '{"validationResponse":"512d38b6"}',
    headers: {
      "content-type": expect.stringMatching(/^application\/json\b/) as string,
      "x-content-type-options": "nosniff",
    },
  },
  {
    name: "Event Grid's validation as a CloudEvent",
    call: validation({ ...rest, type: eventType, specversion: "1.0", source: "/s" }),
    status: 200,
    text: '{"validationResponse":"512d38b6"}',
  },
  {
    name: "Event Grid's validation of a disabled webhook",
    call: { ...validation([validationEvent]), path: "/hooks/off" },
    status: 404,
  },
  {
    name: "a validation without a code",
    call: validation([{ eventType }]),
    status: 204,
    body: [{ eventType }],
  },
  {
    name: "a validation by PUT",
    call: { ...validation([validationEvent]), method: "PUT" },
    status: 204,
    body: [validationEvent],
  },
  {
    name: "a validation without its header",
    call: { body: JSON.stringify([validationEvent]) },
    status: 204,
    body: [validationEvent],
  },
  {
    name: "CloudEvents' OPTIONS",
    call: {
      method: "OPTIONS",
      headers: { "webhook-request-origin": "eventgrid.azure.net", "webhook-request-rate": "999" },
    },
    status: 200,
    headers: {
      "webhook-allowed-origin": "eventgrid.azure.net",
      "webhook-allowed-rate": "120",
      allow: "POST",
    },
  },
  {
    name: "CloudEvents' OPTIONS from elsewhere",
    call: { method: "OPTIONS", headers: { "webhook-request-origin": "eventgrid.azure.net.example.com" } },
    status: 405,
    headers: { allow },
  },
  {
    name: "CloudEvents' OPTIONS to a disabled webhook",
    call: {
      method: "OPTIONS",
      path: "/hooks/off",
      headers: { "webhook-request-origin": "eventgrid.azure.net" },
    },
    status: 404,
  },
];

const recorder = createRecorder({
  maxBodyBytes: limit,
  allowedOrigins: ["eventgrid.azure.net"],
  allowedRate: 120,
});

describe.each(Object.keys(hosts))("%s", (name) => {
  let host: RunningHost;
  beforeAll(async () => {
    host = await (hosts[name] as (typeof hosts)[string])(webhooks, recorder.options);
  });
  afterAll(() => host.close());
  beforeEach(() => reset(recorder));

  test.each(cases.filter(({ except }) => !except?.includes(name)))("$name", async (expected) => {
    const answer = await host.call(expected.call);
    expect(answer).toMatchObject({
      status: expected.status,
      text: expected.text ?? "",
      headers: { "cache-control": "no-store", ...expected.headers },
    });
    expect(recorder.faults).toEqual([]);
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual(
      expected.body === undefined ? [] : [expected.body],
    );
    expect(recorder.failures.map(({ info }) => info.error.code)).toEqual(
      expected.error === undefined ? [] : [expected.error],
    );
    for (const { event, info } of recorder.events) {
      expect(event.payload.method).toBe(expected.call.method ?? "POST");
      expect(info).toMatchObject({ slug: "orders", method: expected.call.method ?? "POST" });
      expect(info.url).toBe(expected.call.path ?? "/hooks/orders");
      expect(info.webhook).toMatchObject({ id: "id-of-orders", enabled: true });
      expect(info.signal.aborted).toBe(false);
    }
    for (const { info } of recorder.failures) expect(info.status).toBe(expected.status);
  });

  test("answers unknown and disabled slugs alike to the byte", async () => {
    const answers: Answer[] = [];
    for (const slug of ["nobody", "off", "__proto__", "a".repeat(90)]) {
      answers.push(await host.call({ path: `/hooks/${slug}`, body: "x" }));
    }
    const bare = answers.map(({ headers: { date: _date, ...headers }, ...answer }) => ({
      ...answer,
      headers,
    }));
    for (const answer of bare) expect(answer).toEqual(bare[0]);
  });

  test.skipIf(name === "fetch")("leaves other paths to the host", async () => {
    expect(await host.call({ method: "GET", path: "/other" })).toMatchObject({ status: 200, text: "other" });
    for (const path of [
      "/",
      "/hooks",
      "/hooks/",
      "/hooks/orders/more",
      "/x/hooks/orders",
      "/hooks%2Forders",
    ]) {
      expect(await host.call({ path })).toMatchObject({ status: 404 });
    }
    expect(recorder.events).toEqual([]);
  });
});
