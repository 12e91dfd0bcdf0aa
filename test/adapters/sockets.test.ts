import { Agent } from "node:http";
import { connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import type { AdapterOptions } from "../../src/adapters/options.js";
import { exchange, statuses } from "./support/client.js";
import { type ListeningHost, listeningHosts } from "./support/hosts.js";
import { createRecorder, reset, webhooks } from "./support/recorder.js";

const limit = 100_000;
const head = (fields: string, path = "/hooks/orders", method = "POST"): string =>
  `${method} ${path} HTTP/1.1\r\nHost: localhost\r\n${fields}\r\n\r\n`;
const sized = (body: string, path?: string, more = ""): string =>
  head(`Content-Length: ${Buffer.byteLength(body)}${more}`, path) + body;

describe.each(Object.entries(listeningHosts))("%s", (name, start) => {
  const shutdown = new AbortController();
  let onEvent: AdapterOptions["onEvent"] | undefined;
  let authorize: AdapterOptions["authorize"];
  const recorder = createRecorder({ maxBodyBytes: limit });
  let host: ListeningHost;
  let stopping: ListeningHost;

  beforeAll(async () => {
    const { options } = recorder;
    host = await start(webhooks, {
      ...options,
      onEvent: (event, info) => (onEvent ?? options.onEvent)(event, info),
      authorize: (info) => authorize?.(info) ?? true,
    });
    stopping = await start(webhooks, { ...options, signal: shutdown.signal });
  });
  afterAll(async () => {
    await host.close();
    await stopping.close();
  });
  afterEach(() => {
    onEvent = undefined;
    reset(recorder);
  });

  /** Opens a socket, writes, and lets the test go on once the host has read it. */
  async function open(text: string, port = host.port): Promise<Socket> {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", () => {});
    await new Promise<void>((resolve) => socket.write(text, () => resolve()));
    await sleep(30);
    return socket;
  }

  test("keeps a line open from one request to the next", async () => {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const sockets = new Set<number>();
    agent.on("free", (socket: Socket) => sockets.add(socket.localPort as number));
    for (let index = 0; index < 50; index += 1) {
      const path = index % 10 === 9 ? "/hooks/nobody" : "/hooks/orders";
      const body = index % 2 === 0 ? `${index}` : [`${index}`];
      expect((await host.call({ path, body, agent })).status).toBe(index % 10 === 9 ? 404 : 204);
    }
    agent.destroy();
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual(
      Array.from({ length: 50 }, (_, index) => index).filter((index) => index % 10 !== 9),
    );
    expect(sockets.size).toBe(1);
  });

  test("answers pipelined requests in their order, bad ones among them", async () => {
    const large = "x".repeat(limit + 1);
    const answers = await exchange(
      host.port,
      sized("1"),
      sized("2", "/hooks/nobody"),
      `${head("Transfer-Encoding: chunked")}${large.length.toString(16)}\r\n${large}\r\n0\r\n\r\n`,
      sized("4", "/hooks/broken"),
      head("Content-Length: 0", undefined, "OPTIONS"),
      `${head("Content-Length: 3\r\nContent-Encoding: gzip")}abc`,
      head("X: y", undefined, "HEAD"),
      sized(large, "/hooks/off"),
      sized("9", undefined, "\r\nConnection: close"),
    );
    expect(statuses(answers)).toEqual([204, 404, 413, 400, 405, 415, 204, 404, 204]);
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual([1, "", 9]);
    expect(answers).not.toMatch(/xxx|zero|error|orders/i);
  });

  test("is not misled by what is no HTTP", async () => {
    const answers = await exchange(host.port, "BAD\r\n\r\n");
    expect(statuses(answers)).toEqual([400]);
    const both = `${head("Content-Length: 1\r\nTransfer-Encoding: chunked")}0\r\n\r\n`;
    expect(statuses(await exchange(host.port, both))).toEqual([400]);
    expect((await host.call({ body: "2" })).status).toBe(204);
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual([2]);
  });

  test("answers 413 at once, without waiting for the end", async () => {
    const socket = await open(`${head("Transfer-Encoding: chunked")}${(limit + 1).toString(16)}\r\n`);
    let answer = "";
    socket.setEncoding("latin1").on("data", (text) => {
      answer += String(text);
    });
    socket.write("x".repeat(limit + 1));
    while (answer === "") await sleep(5);
    expect(statuses(answer)).toEqual([413]);
    socket.destroy();
    expect(recorder.failures.map(({ failure }) => failure.payload.body)).toEqual([null]);
  });

  test("does not take a Content-Length's word for it", async () => {
    // The line is cut before what was announced has come.
    const socket = await open(`${head("Content-Length: 5000000")}x`);
    socket.destroy();
    await sleep(30);
    expect((await host.call({ body: "x".repeat(limit) })).status).toBe(204);
    expect([recorder.events.length, recorder.failures.length]).toEqual([1, 0]);
  });

  test("takes a body that comes slowly", async () => {
    const socket = await open(head("Transfer-Encoding: chunked\r\nConnection: close"));
    const answer = new Promise<string>((resolve) => {
      let text = "";
      socket.on("data", (chunk) => {
        text += String(chunk);
      });
      socket.on("close", () => resolve(text));
    });
    for (const piece of ["[1", ",", "2]"]) {
      socket.write(`${piece.length}\r\n${piece}\r\n`);
      await sleep(10);
    }
    socket.write("0\r\n\r\n");
    expect(statuses(await answer)).toEqual([204]);
    expect(recorder.events[0]?.event.payload.body).toEqual([1, 2]);
  });

  test("takes a body of very many pieces", async () => {
    const pieces = "1\r\nx\r\n".repeat(20_000);
    const answers = await exchange(
      host.port,
      `${head("Transfer-Encoding: chunked\r\nConnection: close") + pieces}0\r\n\r\n`,
    );
    expect(statuses(answers)).toEqual([204]);
    expect(recorder.events[0]?.event.payload.body).toBe("x".repeat(20_000));
  });

  test.each([
    ["in the middle of a body", `${head("Content-Length: 100")}half`],
    ["in the middle of a chunk", `${head("Transfer-Encoding: chunked")}ff\r\nhalf`],
    ["before a body", head("Content-Length: 100")],
  ])("makes nothing of a request whose sender goes away %s", async (_when, text) => {
    const socket = await open(text);
    socket.destroy();
    await sleep(50);
    expect((await host.call({ body: "next" })).status).toBe(204);
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual(["next"]);
    expect(recorder.failures).toEqual([]);
    expect(recorder.faults).toEqual([]);
  });

  test("makes nothing of a request whose sender goes away while authorize thinks", async () => {
    let think = (): void => {};
    authorize = () =>
      new Promise((resolve) => {
        think = () => resolve(true);
      });
    const socket = await open(`${head("Content-Length: 100")}half`);
    socket.destroy();
    await sleep(30);
    think();
    authorize = undefined;
    expect((await host.call({ body: "next" })).status).toBe(204);
    expect(recorder.events.map(({ event }) => event.payload.body)).toEqual(["next"]);
    expect([recorder.failures, recorder.faults]).toEqual([[], []]);
  });

  test("takes an absolute URL, and tells callbacks its path", async () => {
    for (const origin of ["http://other.example", "https://other.example:8443"]) {
      const url = `${origin}/hooks/orders?a=http://x/y`;
      const text = `POST ${url} HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1\r\nConnection: close\r\n\r\n1`;
      expect(statuses(await exchange(host.port, text))).toEqual([204]);
      expect(recorder.events.pop()?.info.url).toBe("/hooks/orders?a=http://x/y");
    }
    const noPath =
      "POST http://other.example?/hooks/orders HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
    expect(statuses(await exchange(host.port, noPath))).toEqual([404]);
    expect(recorder.events).toEqual([]);
  });

  test("tells nothing to a callback whose request has been answered", async () => {
    await exchange(host.port, sized("1", undefined, "\r\nConnection: close"));
    await sleep(20);
    expect(recorder.events.map(({ info }) => info.signal.aborted)).toEqual([false]);
  });

  test("tells a callback that the sender has gone", async () => {
    const gone = new Promise<void>((resolve) => {
      onEvent = async (_event, { signal }) => {
        await new Promise<void>((stop) => signal.addEventListener("abort", () => stop()));
        resolve();
      };
    });
    const socket = await open(sized("x"));
    socket.destroy();
    await gone;
  });

  test("stops reading when the host shuts down", async () => {
    const socket = await open(`${head("Content-Length: 100")}half`, stopping.port);
    const answer = new Promise<string>((resolve) => socket.once("data", (text) => resolve(String(text))));
    shutdown.abort();
    expect(statuses(await answer)).toEqual([503]);
    socket.destroy();
    expect([recorder.events.length, recorder.failures.length, recorder.faults.length]).toEqual([0, 0, 0]);
  });

  test("waits for no body where the host has begun to shut down while authorize thought", async () => {
    const begun = new AbortController();
    const think = () => {
      begun.abort();
      return true;
    };
    const late = await start(webhooks, { ...recorder.options, signal: begun.signal, authorize: think });
    const socket = await open(head("Content-Length: 100"), late.port);
    const text = await new Promise<string>((resolve) => {
      socket.once("data", (answer) => resolve(String(answer)));
    });
    expect(statuses(text)).toEqual([503]);
    socket.destroy();
    await late.close();
    expect([recorder.events.length, recorder.failures.length, recorder.faults.length]).toEqual([0, 0, 0]);
  });

  // Node's handler stands for the flow, at the cost of seconds; the others for what they add to it.
  const [sockets, each] = name === "node" ? [100, 100] : [100, 10];
  test(`loses and doubles none of ${sockets * each} requests at once`, { timeout: 60_000 }, async () => {
    const all = Array.from({ length: sockets }, async (_, socket) => {
      const texts = Array.from({ length: each }, (_, index) =>
        sized(
          `{"event": "e", "resource": {"prefect.resource.id": "${socket * each + index}"}}`,
          "/hooks/pass",
          index === each - 1 ? "\r\nConnection: close" : "",
        ),
      );
      return statuses(await exchange(host.port, texts.join("")));
    });
    const answers = (await Promise.all(all)).flat();
    expect(answers.length).toBe(sockets * each);
    expect(new Set(answers)).toEqual(new Set([204]));
    const sent = recorder.events.map(({ event }) => event.resource["prefect.resource.id"]);
    expect(sent.length).toBe(sockets * each);
    expect(new Set(sent).size).toBe(sockets * each);
    expect(new Set(recorder.events.map(({ event }) => event.id)).size).toBe(sockets * each);
  });
});
