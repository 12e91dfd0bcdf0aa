import { createServer } from "node:http";
import {
  type ClientHttp2Session,
  type ClientHttp2Stream,
  connect as connectHttp2,
  createServer as createHttp2Server,
  type Http2ServerRequest,
  type Http2ServerResponse,
} from "node:http2";
import { type AddressInfo, connect } from "node:net";
import { PassThrough, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { createGunzip, deflateSync, gzipSync } from "node:zlib";
import express, { type ErrorRequestHandler, type RequestHandler } from "express";
import express4 from "express4";
import fastify from "fastify";
import { Hono } from "hono";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { toExpressHandler } from "../../src/adapters/express.js";
import { toFastifyPlugin } from "../../src/adapters/fastify.js";
import { toFetchHandler } from "../../src/adapters/fetch.js";
import { type NodeRequest, type NodeResponse, toNodeHandler } from "../../src/adapters/node.js";
import type { AdapterOptions } from "../../src/adapters/options.js";
import { createWebhook, type Webhook } from "../../src/index.js";
import { type Answer, type Call, exchange, statuses } from "./support/client.js";
import { type ListeningHost, listen, listenFastify, listenHono } from "./support/hosts.js";
import { createRecorder, reset, webhooks } from "./support/recorder.js";

const limit = 1_000;
const recorder = createRecorder({ maxBodyBytes: limit });
const { events, failures, faults } = recorder;
afterEach(() => reset(recorder));

const json = { "content-type": "application/json" };
const form = { "content-type": "application/x-www-form-urlencoded" };
const gzip = { "content-encoding": "gzip" };
const bodies = () => events.map(({ event }) => event.payload.body);

/** Sends one request to a host that lives as long as that. */
async function callOnce(started: Promise<ListeningHost>, call: Call): Promise<Answer> {
  const host = await started;
  try {
    return await host.call(call);
  } finally {
    await host.close();
  }
}

const expresses = { "express 5": express, "express 4": express4 };

describe.each(Object.entries(expresses))("%s behind", (_name, make) => {
  let warn: ReturnType<typeof vi.spyOn>;
  beforeEach(() => {
    warn = vi.spyOn(console, "warn").mockImplementation(() => {});
  });
  afterEach(() => warn.mockRestore());

  const start = (parsers: readonly RequestHandler[], more: Partial<AdapterOptions> = {}) => {
    const app = make();
    for (const parser of parsers) app.use(parser);
    app.use(toExpressHandler(webhooks, { ...recorder.options, ...more }));
    return listen(app);
  };
  const all = { type: () => true };

  test("express.raw", async () => {
    const bytes = Buffer.from([0xff, 0x00, 0x41]);
    const answer = await callOnce(start([make.raw(all)]), {
      headers: { "content-type": "text/plain; charset=latin1" },
      body: bytes,
    });
    expect([answer.status, bodies()]).toEqual([204, ["\xff\0A"]]);
    expect(warn).not.toHaveBeenCalled();
  });

  test("express.raw that takes other types only", async () => {
    const answer = await callOnce(start([make.raw()]), { headers: json, body: "[1]" });
    expect([answer.status, bodies()]).toEqual([204, [[1]]]);
  });

  test("express.text", async () => {
    const answer = await callOnce(start([make.text(all)]), { headers: json, body: '{"a": 1}' });
    expect([answer.status, bodies()]).toEqual([204, [{ a: 1 }]]);
    expect(warn).not.toHaveBeenCalled();
  });

  test("express.json that keeps the raw body", async () => {
    const keep = (request: object, _response: unknown, bytes: Buffer) =>
      void Object.assign(request, { rawBody: bytes });
    const answer = await callOnce(start([make.json({ verify: keep })]), {
      headers: json,
      body: '{"a": 1.0}',
    });
    expect([answer.status, bodies()]).toEqual([204, [{ a: 1 }]]);
    expect(warn).not.toHaveBeenCalled();
  });

  test("express.json, with one warning", async () => {
    const host = await start([make.json()]);
    for (const body of ['{"a": [1, null]}', "[]", '{"b": 2}']) {
      expect((await host.call({ headers: json, body })).status).toBe(204);
    }
    await host.close();
    expect(bodies()).toEqual([{ a: [1, null] }, [], { b: 2 }]);
    expect(warn).toHaveBeenCalledTimes(1);
    expect(faults).toEqual([]);
  });

  test("express.json, for what it does not read", async () => {
    const host = await start([make.json()]);
    expect((await host.call({ headers: { "content-type": "text/plain" }, body: "hi" })).status).toBe(204);
    expect((await host.call({ headers: json })).status).toBe(204);
    expect((await host.call({ method: "GET" })).status).toBe(204);
    await host.close();
    expect(bodies()).toEqual(["hi", "", ""]);
    expect(warn).not.toHaveBeenCalled();
  });

  test.each([true, false])("express.urlencoded, extended: %s", async (extended) => {
    const answer = await callOnce(start([make.urlencoded({ extended })]), {
      headers: form,
      body: "a=1&a=2&b=x%26y+z&c=",
    });
    expect([answer.status, bodies()]).toEqual([204, [{ a: "2", b: "x&y z", c: "" }]]);
    expect(warn).toHaveBeenCalledTimes(1);
  });

  test("express.urlencoded, nested", async () => {
    const answer = await callOnce(start([make.urlencoded({ extended: true })]), {
      headers: form,
      body: "a[b][c]=1&d[]=2",
    });
    expect([answer.status, bodies()]).toEqual([204, [{ "a[b][c]": "1", d: "2" }]]);
  });

  test("a parser that keeps nothing", async () => {
    const swallow: RequestHandler = (request, _response, next) => {
      request.on("end", () => next()).resume();
    };
    const answer = await callOnce(start([swallow]), { headers: json, body: "[1]" });
    expect(answer).toMatchObject({ status: 503, text: "", headers: { "retry-after": "10" } });
    expect(faults).toMatchObject([
      { error: { code: "body_consumed" }, info: { during: "body", slug: "orders" } },
    ]);
    expect([events, failures]).toEqual([[], []]);
  });

  test.each(["data", "readable"])("a parser that still listens to %s", async (event) => {
    const begin: RequestHandler = (request, _response, next) => {
      request.on(event, () => {});
      next();
    };
    const answer = await callOnce(start([begin]), { headers: json, body: "[1]" });
    expect(answer.status).toBe(503);
    expect(faults).toMatchObject([{ error: { code: "body_consumed" }, info: { during: "body" } }]);
  });

  test("a parser that keeps another type to itself, where express.json has left an empty object", async () => {
    const swallow: RequestHandler = (request, _response, next) => {
      request.body ??= {};
      request.on("end", () => next()).resume();
    };
    const headers = { "content-type": "text/xml" };
    const answer = await callOnce(start([make.json(), swallow]), { headers, body: "<a/>" });
    expect([answer.status, faults]).toMatchObject([503, [{ error: { code: "body_consumed" } }]]);
    expect(events).toEqual([]);
  });

  test("express.json, whose body is too deep to be written again", async () => {
    const body = `{"a":${"[".repeat(40_000)}${"]".repeat(40_000)}}`;
    const answer = await callOnce(start([make.json()], { maxBodyBytes: 1e6 }), { headers: json, body });
    expect([answer.status, failures.map(({ info }) => info.error.code)]).toEqual([400, ["json_depth"]]);
    expect(faults).toEqual([]);
  });

  test("a parser that had nothing to read", async () => {
    const swallow: RequestHandler = (request, _response, next) => {
      request.on("end", () => next()).resume();
    };
    const answer = await callOnce(start([swallow]), {});
    expect([answer.status, bodies(), faults]).toEqual([204, [""], []]);
  });

  test("what has paused the request, or set an encoding", async () => {
    const pause: RequestHandler = (request, _response, next) => {
      request.pause();
      next();
    };
    const decode: RequestHandler = (request, _response, next) => {
      request.setEncoding("utf8");
      next();
    };
    expect((await callOnce(start([pause]), { body: "[1]" })).status).toBe(204);
    expect((await callOnce(start([decode]), { body: ['"é', '"'] })).status).toBe(204);
    expect(bodies()).toEqual([[1], "é"]);
  });

  test("what takes its time", async () => {
    const wait: RequestHandler = (_request, _response, next) => void setTimeout(next, 20);
    expect((await callOnce(start([wait]), { body: ["[1", "]"] })).status).toBe(204);
    expect(bodies()).toEqual([[1]]);
  });

  test.each<[string, () => RequestHandler]>([
    ["raw", () => make.raw(all)],
    ["text", () => make.text(all)],
    ["json", () => make.json()],
  ])("express.%s, whose body is over the limit", async (_parser, parser) => {
    const answer = await callOnce(start([parser()]), { headers: json, body: `"${"x".repeat(limit - 1)}"` });
    const strict = _parser === "json" ? [400, []] : [413, ["body_limit"]];
    expect([answer.status, failures.map(({ info }) => info.error.code)]).toEqual(strict);
    const object = `{"a":"${"x".repeat(limit)}"}`;
    expect((await callOnce(start([parser()]), { headers: json, body: object })).status).toBe(413);
  });

  test("a parser that inflates", async () => {
    const call = { headers: { ...json, ...gzip }, body: gzipSync('{"a": 1}') };
    expect((await callOnce(start([make.raw(all)]), call)).status).toBe(204);
    expect((await callOnce(start([make.json()]), call)).status).toBe(204);
    expect(bodies()).toEqual([{ a: 1 }, { a: 1 }]);
    expect((await callOnce(start([make.raw(all)], { inflated: false }), call)).status).toBe(415);
  });

  const zstd = Buffer.from("28b52ffd2401080000780b0b0b0b", "hex");
  test.each<[string, string, Buffer | string, number]>([
    ["gzip", "gzip", gzipSync("x"), 415],
    ["gzip by another name", "identity, X-Gzip", gzipSync("x"), 415],
    ["zlib", "deflate", deflateSync("x"), 415],
    ["zlib, fast", "deflate", deflateSync("x", { level: 1 }), 415],
    ["zlib, small", "deflate", deflateSync("x", { level: 9 }), 415],
    ["zstd", "zstd", zstd, 415],
    ["text that begins as zlib may", "deflate", "x^2", 204],
    ["data of gzip that was inflated from another coding", "br", gzipSync("x"), 204],
    ["text that was inflated", "gzip", "x", 204],
    ["a coding that is none", "__proto__, constructor", "x", 204],
    ["nothing", "zstd", "", 204],
  ])("a host that gives bytes as they came: %s", async (_what, coding, body, status) => {
    const keep: RequestHandler = (request, _response, next) => {
      const chunks: Buffer[] = [];
      request.on("data", (chunk: Buffer) => chunks.push(chunk));
      request.on("end", () => {
        Object.assign(request, { rawBody: Buffer.concat(chunks) });
        next();
      });
    };
    const call = { headers: { "content-encoding": coding }, body };
    expect((await callOnce(start([keep]), call)).status).toBe(status);
    expect(failures.map(({ info }) => info.error.code)).toEqual(status === 415 ? ["body_encoding"] : []);
  });

  test("a mount path", async () => {
    const app = make();
    app.use("/api", toExpressHandler(webhooks, recorder.options));
    const host = await listen(app);
    expect((await host.call({ path: "/api/hooks/orders" })).status).toBe(204);
    expect((await host.call({ path: "/hooks/orders" })).status).toBe(404);
    await host.close();
  });

  test("a middleware whose response fails", async () => {
    const app = make();
    const refuse: RequestHandler = (_request, response, next) => {
      const { end } = response;
      response.end = (() => {
        response.end = end;
        throw new Error("wrapped");
      }) as typeof end;
      next();
    };
    const report: ErrorRequestHandler = (error: Error, _request, response, _next) =>
      void response.status(500).end(error.message);
    app.use(refuse, toExpressHandler(webhooks, recorder.options), report);
    expect(await callOnce(listen(app), {})).toMatchObject({ status: 500, text: "wrapped" });
  });

  test("a route", async () => {
    const app = make();
    app.post("/hooks/:slug", toExpressHandler(webhooks, recorder.options));
    const host = await listen(app);
    expect((await host.call()).status).toBe(204);
    await host.close();
  });
});

describe("fastify", () => {
  test("is not changed outside of the plugin", async () => {
    const app = fastify();
    app.setErrorHandler((_error, _request, reply) => reply.code(418).send("mine"));
    app.post("/json", (request) => ({ got: request.body }));
    await app.register(toFastifyPlugin(webhooks, recorder.options), { prefix: "/api" });
    const host = await listenFastify(app);
    expect(await host.call({ path: "/json", headers: json, body: '{"a":1}' })).toMatchObject({
      status: 200,
      text: '{"got":{"a":1}}',
    });
    expect((await host.call({ path: "/json", headers: json, body: "{" })).status).toBe(418);
    expect((await host.call({ path: "/json", headers: { "content-type": "junk" }, body: "{" })).status).toBe(
      418,
    );
    expect((await host.call({ path: "/api/hooks/orders", headers: json, body: "{" })).status).toBe(204);
    expect((await host.call({ path: "/hooks/orders" })).status).toBe(404);
    await host.close();
    expect(bodies()).toEqual(["{"]);
  });

  test("leaves the errors of other hooks to the application", async () => {
    const app = fastify();
    app.setErrorHandler((_error, _request, reply) => reply.code(418).send("mine"));
    app.addHook("preHandler", async (request) => {
      if (request.headers["x-bad"] !== undefined) throw new Error("bad");
    });
    await app.register(toFastifyPlugin(webhooks, recorder.options));
    const host = await listenFastify(app);
    expect((await host.call({ headers: { "x-bad": "1" }, body: "x" })).status).toBe(418);
    expect((await host.call({ body: "x" })).status).toBe(204);
    await host.close();
  });

  test("reads what a preParsing hook makes of the body", async () => {
    const app = fastify();
    app.addHook("preParsing", async (request, _reply, payload) => {
      if (request.headers["content-encoding"] !== "gzip") return payload;
      delete request.headers["content-encoding"];
      return payload.pipe(createGunzip());
    });
    await app.register(toFastifyPlugin(webhooks, recorder.options));
    const host = await listenFastify(app);
    expect((await host.call({ headers: gzip, body: gzipSync("[1]") })).status).toBe(204);
    expect((await host.call({ headers: gzip, body: gzipSync("x".repeat(99_999)) })).status).toBe(413);
    expect((await host.call({ headers: gzip, body: "no gzip" })).status).toBe(400);
    expect((await host.call({ body: "[2]" })).status).toBe(204);
    await host.close();
    expect(bodies()).toEqual([[1], [2]]);
    expect(failures.map(({ info }) => info.error.code)).toEqual(["body_limit", "request_invalid"]);
  });

  test("survives a body that breaks while a webhook is looked for", async () => {
    const app = fastify();
    app.addHook("preParsing", async (_request, _reply, payload) => payload.pipe(createGunzip()));
    const find = async (slug: string) => {
      await sleep(50);
      return webhooks.get(slug);
    };
    await app.register(toFastifyPlugin(find, recorder.options));
    const answer = await callOnce(listenFastify(app), { headers: json, body: "no gzip" });
    expect([answer.status, failures]).toMatchObject([
      400,
      [{ info: { error: { code: "request_invalid" } } }],
    ]);
    expect(faults).toEqual([]);
  });

  test("makes a failure of a body that a hook closes before its end", async () => {
    const app = fastify();
    app.addHook("preParsing", async (request, _reply, payload) => {
      const stream = payload.pipe(new PassThrough());
      if (request.headers["x-when"] === "later") setTimeout(() => stream.destroy(), 20);
      else stream.destroy();
      return stream;
    });
    await app.register(toFastifyPlugin(webhooks, recorder.options));
    const host = await listenFastify(app);
    const body = ["[", new Uint8Array(0)];
    for (const when of ["now", "later"]) {
      const answered = host.call({ headers: { ...json, "x-when": when, "content-length": "9" }, body });
      expect((await answered).status).toBe(400);
    }
    await host.close();
    expect(failures.map(({ info }) => info.error.code)).toEqual(["request_invalid", "request_invalid"]);
  });

  test("leaves a request alone that another has answered meanwhile", async () => {
    const lines: string[] = [];
    const app = fastify({ logger: { level: "warn", stream: { write: (line) => void lines.push(line) } } });
    app.addHook("preHandler", (_request, reply, done) => {
      setTimeout(() => reply.code(418).send("late"), 5);
      done();
    });
    await app.register(toFastifyPlugin(webhooks, { ...recorder.options, onEvent: () => sleep(30) }));
    const host = await listenFastify(app);
    expect(await host.call()).toMatchObject({ status: 418, text: "late" });
    await sleep(50);
    await host.close();
    expect(lines).toEqual([]);
  });

  test("says that a hook has read the body", async () => {
    const app = fastify();
    app.addHook("onRequest", async ({ raw }) => {
      for await (const _chunk of raw);
    });
    await app.register(toFastifyPlugin(webhooks, recorder.options));
    const answer = await callOnce(listenFastify(app), { body: "x" });
    expect([answer.status, faults]).toMatchObject([503, [{ error: { code: "body_consumed" } }]]);
  });

  test("answers requests that are injected", async () => {
    const app = fastify();
    await app.register(toFastifyPlugin(webhooks, recorder.options));
    const answer = await app.inject({ method: "POST", url: "/hooks/orders", headers: json, payload: "[1]" });
    await app.close();
    expect([answer.statusCode, bodies()]).toEqual([204, [[1]]]);
  });
});

describe("fetch", () => {
  const handler = toFetchHandler(webhooks, recorder.options);
  const post = (body: BodyInit | null, more: RequestInit & { duplex?: "half" } = {}) =>
    new Request("http://localhost/hooks/orders", { method: "POST", body, ...more });

  test("says that the body has been read", async () => {
    const request = post("x");
    await request.text();
    expect((await handler(request)).status).toBe(503);
    const locked = post("x");
    locked.body?.getReader();
    expect((await handler(locked)).status).toBe(503);
    expect(faults).toMatchObject([
      { error: { code: "body_consumed" } },
      { error: { code: "body_consumed" } },
    ]);
  });

  test("makes a failure of a stream that fails", async () => {
    const body = new ReadableStream({ start: (controller) => controller.error(new Error("secret")) });
    const answer = await handler(post(body, { duplex: "half" }));
    expect([answer.status, await answer.text()]).toEqual([400, ""]);
    expect(failures).toMatchObject([{ info: { error: { code: "request_invalid" } } }]);
    expect(JSON.stringify(failures[0]?.failure)).not.toContain("secret");
  });

  test("makes a failure of a stream that is not of bytes", async () => {
    const body = new ReadableStream({ start: (controller) => controller.enqueue("text") });
    expect((await handler(post(body, { duplex: "half" }))).status).toBe(400);
    expect(failures).toMatchObject([{ info: { error: { code: "request_invalid" } } }]);
  });

  test("stops reading when the sender goes away", async () => {
    const sender = new AbortController();
    let cancelled = false;
    const body = new ReadableStream({
      cancel() {
        cancelled = true;
      },
    });
    const answer = handler(post(body, { duplex: "half", signal: sender.signal }));
    setTimeout(() => sender.abort(), 5);
    expect((await answer).status).toBe(400);
    expect([cancelled, events, failures, faults]).toEqual([true, [], [], []]);
  });

  test("answers what is too large at once, and drops what is still coming", async () => {
    let [left, cancelled] = [20, false];
    const body = new ReadableStream({
      async pull(controller) {
        await new Promise((resolve) => setTimeout(resolve));
        left -= 1;
        if (left === 0) controller.close();
        else controller.enqueue(new Uint8Array(400));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await handler(post(body, { duplex: "half" }))).status).toBe(413);
    expect(left).toBeGreaterThan(10);
    await vi.waitFor(() => expect(left).toBe(0));
    expect(cancelled).toBe(false);
  });

  test("drops 16 MiB at the most", async () => {
    let [pulled, cancelled] = [0, false];
    const body = new ReadableStream({
      pull(controller) {
        pulled += 1;
        controller.enqueue(new Uint8Array(1024 * 1024));
      },
      cancel() {
        cancelled = true;
      },
    });
    expect((await handler(post(body, { duplex: "half" }))).status).toBe(413);
    await vi.waitFor(() => expect(cancelled).toBe(true));
    expect(pulled).toBeLessThan(20);
  });

  test("waits 5 seconds at the most for what it drops", async () => {
    vi.useFakeTimers();
    let cancelled = false;
    const body = new ReadableStream({
      start: (controller) => controller.enqueue(new Uint8Array(3000)),
      cancel() {
        cancelled = true;
      },
    });
    expect((await handler(post(body, { duplex: "half" }))).status).toBe(413);
    await vi.advanceTimersByTimeAsync(4_900);
    expect(cancelled).toBe(false);
    await vi.advanceTimersByTimeAsync(200);
    expect(cancelled).toBe(true);
    vi.useRealTimers();
  });

  test("keeps a body where the platform has no streams of requests", async () => {
    const request = (text: string) =>
      ({
        url: "http://localhost/hooks/orders",
        method: "POST",
        headers: new Headers(),
        bodyUsed: false,
        arrayBuffer: async () => new TextEncoder().encode(text).buffer,
      }) as unknown as Request;
    expect((await handler(request("[1]"))).status).toBe(204);
    expect((await handler(request("x".repeat(limit + 1)))).status).toBe(413);
    expect(bodies()).toEqual([[1]]);
  });

  test("serves 2,000 requests at once", { timeout: 60_000 }, async () => {
    const all = Array.from(
      { length: 2_000 },
      async (_, index) => (await handler(post(String(index)))).status,
    );
    expect(new Set(await Promise.all(all))).toEqual(new Set([204]));
    expect(new Set(bodies()).size).toBe(2_000);
    expect(events.length).toBe(2_000);
  });
});

describe("hono", () => {
  test("makes a failure of a URL that no Request can have", async () => {
    const app = new Hono();
    const handler = toFetchHandler(webhooks, recorder.options);
    app.all("*", (context) => handler(context.req.raw));
    const host = await listenHono(app);
    const head = (method: string, more: string) =>
      `${method} http://me@host/hooks/orders HTTP/1.1\r\nHost: host\r\n${more}Connection: close\r\n\r\n`;
    expect(statuses(await exchange(host.port, head("GET", "")))).toEqual([204]);
    expect(statuses(await exchange(host.port, `${head("POST", "Content-Length: 1\r\n")}x`))).toEqual([400]);
    await host.close();
    expect([events.length, failures.map(({ info }) => info.error.code)]).toEqual([1, ["request_invalid"]]);
    expect(faults).toEqual([]);
  });

  test("says that a middleware has read the body, and takes it again", async () => {
    const app = new Hono();
    const handler = toFetchHandler(webhooks, recorder.options);
    app.use("*", async (context, next) => {
      await context.req.json();
      await next();
    });
    app.all("/hooks/broken", (context) => handler(context.req.raw));
    app.all("/hooks/*", async (context) => {
      const body = await context.req.arrayBuffer();
      return handler(
        new Request(context.req.url, { method: "POST", headers: context.req.raw.headers, body }),
      );
    });
    const host = await listenHono(app);
    expect((await host.call({ path: "/hooks/broken", headers: json, body: "[1]" })).status).toBe(503);
    expect((await host.call({ headers: json, body: "[1]" })).status).toBe(204);
    await host.close();
    expect(faults).toMatchObject([{ error: { code: "body_consumed" } }]);
    expect(bodies()).toEqual([[1]]);
  });
});

/** Serves HTTP/2 to one client, and gives what sends a request. */
async function withHttp2(
  options: AdapterOptions,
  use: (open: (path?: string) => ClientHttp2Stream, client: ClientHttp2Session) => Promise<void>,
  listener: (request: Http2ServerRequest, response: Http2ServerResponse) => unknown = toNodeHandler(
    webhooks,
    options,
  ),
): Promise<void> {
  const server = createHttp2Server((request, response) => void listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  client.on("error", () => {});
  const open = (path = "/hooks/orders") => {
    const stream = client.request({ ":method": "POST", ":path": path, ...json });
    return stream.on("error", () => {}).resume();
  };
  await use(open, client);
  client.destroy();
  server.close();
}

describe("node over HTTP/2", () => {
  test("cuts a body that goes on when it has been answered, and nothing else", async () => {
    await withHttp2(recorder.options, async (open, client) => {
      const stream = open();
      const closed = new Promise<void>((resolve) => void stream.on("close", resolve));
      stream.write("x".repeat(limit + 1));
      await closed;
      expect([stream.rstCode, client.closed]).toEqual([0, false]);
    });
    expect(failures.map(({ info }) => info.status)).toEqual([413]);
  }, 15_000);

  test("makes nothing of a body that is broken off", async () => {
    await withHttp2(recorder.options, async (open) => {
      const stream = open();
      stream.write("[1]");
      await sleep(30);
      stream.destroy();
      await sleep(30);
    });
    expect([events, failures, faults]).toEqual([[], [], []]);
  });

  test.each(["stream", "line"])("tells a callback that the sender has closed its %s", async (what) => {
    let told = (): void => {};
    const gone = new Promise<void>((resolve) => {
      told = resolve;
    });
    const onEvent: AdapterOptions["onEvent"] = (_event, { signal }) => {
      signal.addEventListener("abort", () => told());
      return gone;
    };
    await withHttp2({ ...recorder.options, onEvent }, async (open, client) => {
      const stream = open();
      stream.end("[1]");
      await sleep(30);
      if (what === "stream") stream.destroy();
      else client.destroy();
      await gone;
    });
  });

  test("tells nothing to a callback whose request has been answered", async () => {
    await withHttp2(recorder.options, async (open) => {
      const stream = open();
      stream.end("[1]");
      await new Promise((resolve) => stream.on("close", resolve));
      await sleep(20);
    });
    expect(events.map(({ info }) => info.signal.aborted)).toEqual([false]);
  });
});

describe("node", () => {
  const failing = (response: NodeResponse): NodeResponse => {
    response.end = () => {
      throw new Error("wrapped");
    };
    return response;
  };

  test("cuts the line where what the host has wrapped around the response fails", async () => {
    const handler = toNodeHandler(webhooks, recorder.options);
    for (const path of ["/hooks/orders", "/elsewhere"]) {
      const host = await listen((request, response) => void handler(request, failing(response)));
      await expect(host.call({ path, body: "[1]" })).rejects.toThrow();
      await host.close();
    }
  });

  test("cuts a body that goes on when it has been answered, whatever the host calls its stream", async () => {
    const handler = toNodeHandler(webhooks, recorder.options);
    const host = await listen((request, response) => {
      void handler(Object.assign(request, { stream: {} }), response);
    });
    const socket = connect(host.port, "127.0.0.1");
    socket.on("error", () => {}).resume();
    const closed = new Promise<void>((resolve) => void socket.on("close", () => resolve()));
    const head = "POST /hooks/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 50000000\r\n\r\n";
    socket.write(head + "x".repeat(limit + 1));
    await closed;
    await host.close();
    expect(failures.map(({ info }) => info.status)).toEqual([413]);
  }, 15_000);

  test("cuts no more than the stream of it over HTTP/2", async () => {
    const handler = toNodeHandler(webhooks, recorder.options);
    await withHttp2(
      recorder.options,
      async (open) => {
        const code = (path: string) =>
          new Promise<number>((resolve) => {
            const stream = open(path);
            stream.on("close", () => resolve(stream.rstCode)).end("[1]");
          });
        expect([await code("/hooks/text"), await code("/hooks/orders")]).toEqual([2, 0]);
      },
      (request, response) => handler(request, request.url === "/hooks/text" ? failing(response) : response),
    );
  });

  test("serves HTTP/2", async () => {
    const server = createHttp2Server(toNodeHandler(webhooks, recorder.options));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const client = connectHttp2(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
    const send = (body: string, path = "/hooks/orders") =>
      new Promise<number>((resolve, reject) => {
        const stream = client.request({ ":method": "POST", ":path": path, ...json });
        stream.on("response", (headers) => resolve(Number(headers[":status"]))).on("error", reject);
        stream.resume().end(body);
      });
    expect([await send("[1]"), await send("x".repeat(limit + 1)), await send("x", "/no")]).toEqual([
      204, 413, 404,
    ]);
    client.close();
    server.close();
    expect(bodies()).toEqual([[1]]);
    expect(Object.keys(events[0]?.info.webhook ?? {})).toContain("id");
  });

  test("lets go of a body that does not come, when the server does", async () => {
    const handler = toNodeHandler(webhooks, recorder.options);
    const settings = { requestTimeout: 50, headersTimeout: 50, connectionsCheckingInterval: 20 };
    let finished: Promise<void> | undefined;
    const server = createServer(settings, (request, response) => {
      finished = handler(request, response);
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const head = "POST /hooks/orders HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\n";
    expect(statuses(await exchange(port, head, "x"))).toEqual([408]);
    await finished;
    server.close();
    expect([events, failures, faults]).toEqual([[], [], []]);
  });

  test("takes the word of a webhook, or of its options, that bodies are inflated", async () => {
    const gzipped = { method: "POST", headers: { "content-encoding": "gzip" }, body: "x" };
    const call = async (webhook: Webhook, more: Partial<AdapterOptions>) => {
      const handler = toFetchHandler(webhook, { onEvent: () => {}, ...more });
      return (await handler(new Request("http://localhost/hooks/x", gzipped))).status;
    };
    const definition = {
      id: "1",
      name: "n",
      slug: "x",
      template: '{"event": "e", "resource": {"prefect.resource.id": "1"}}',
    };
    const [plain, inflating] = [createWebhook(definition), createWebhook(definition, { inflated: true })];
    expect(await call(plain, {})).toBe(415);
    expect(await call(plain, { inflated: true })).toBe(204);
    expect(await call(inflating, {})).toBe(204);
    expect(await call(inflating, { inflated: false })).toBe(415);
  });

  /** What serverless platforms make of an event: no stream at all, or one that is empty. */
  test.each([
    ["text", { body: "[1]" }],
    ["bytes", { body: Buffer.from("[1]") }],
    ["an ArrayBuffer", { rawBody: Uint8Array.from(Buffer.from("[1]")).buffer, body: { not: "this" } }],
    [
      "the value, its stream at its end",
      { body: [1], readableEnded: true, headers: { "content-length": "3" } },
    ],
  ])("takes requests that bring their body as %s", async (_what, parts) => {
    const stream = Readable.from([]);
    const request = Object.assign(Object.create(stream) as Readable, {
      method: "POST",
      url: "http://proxy/hooks/orders#x",
      headers: {},
      ...("readableEnded" in parts ? {} : parts),
    });
    if ("readableEnded" in parts) {
      for (const [key, value] of Object.entries(parts)) Object.defineProperty(request, key, { value });
    }
    const answered = new Promise<number>((resolve) => {
      const response = {
        statusCode: 0,
        headersSent: false,
        destroyed: false,
        setHeader() {},
        on() {},
        end() {
          resolve(this.statusCode);
        },
      } satisfies NodeResponse;
      const warn = vi.spyOn(console, "warn").mockImplementation(() => {});
      void toNodeHandler(webhooks, recorder.options)(request as unknown as NodeRequest, response).then(() =>
        warn.mockRestore(),
      );
    });
    expect([await answered, bodies()]).toEqual([204, [[1]]]);
  });
});
