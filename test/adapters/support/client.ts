import { type Agent, request } from "node:http";
import { connect } from "node:net";
import type { FetchHandler } from "../../../src/adapters/fetch.js";

export interface Call {
  method?: string;
  path?: string;
  headers?: Record<string, string | string[]>;
  /** The body; a list is sent in chunks, without a Content-Length. */
  body?: string | Uint8Array | readonly (string | Uint8Array)[];
  agent?: Agent;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const isWhole = (body: Call["body"]): body is string | Uint8Array =>
  typeof body === "string" || body instanceof Uint8Array;

/** Sends a request over a socket, and reads the answer. */
export function callPort(port: number, given: Call = {}): Promise<Answer> {
  const { method = "POST", path = "/hooks/orders", headers = {}, body, agent = false } = given;
  return new Promise((resolve, reject) => {
    const length = isWhole(body) ? { "content-length": String(Buffer.byteLength(body)) } : {};
    const options = { port, host: "127.0.0.1", method, path, headers: { ...length, ...headers }, agent };
    const sent = request(options, (response) => {
      let text = "";
      response.setEncoding("utf8");
      response.on("data", (chunk: string) => {
        text += chunk;
      });
      response.on("error", reject);
      response.on("end", () => {
        resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
      });
    });
    sent.on("error", reject);
    if (!isWhole(body)) for (const chunk of body ?? []) sent.write(chunk);
    sent.end(isWhole(body) ? body : undefined);
  });
}

/** Sends a request through a handler. */
export async function callHandler(handler: FetchHandler, given: Call = {}): Promise<Answer> {
  const { method = "POST", path = "/hooks/orders", headers = {}, body } = given;
  const fields = Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  );
  const isBodyless = method === "GET" || method === "HEAD" || body === undefined;
  const request = new Request(`http://localhost${path}`, {
    method,
    headers: fields,
    ...(isBodyless ? {} : { body: toStream([body].flat() as (string | Uint8Array)[]), duplex: "half" }),
  } as RequestInit);
  const response = await handler(request);
  const { status } = response;
  return { status, headers: Object.fromEntries(response.headers), text: await response.text() };
}

/** A stream that gives the chunks when asked to. */
export function toStream(chunks: readonly (string | Uint8Array)[]): ReadableStream<Uint8Array> {
  const rest = chunks.map((chunk) => (typeof chunk === "string" ? new TextEncoder().encode(chunk) : chunk));
  return new ReadableStream({
    pull(controller) {
      const next = rest.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
  });
}

/** Writes text to a socket as it is, and gives all that comes back until the other end closes. */
export function exchange(port: number, ...texts: readonly (string | Uint8Array)[]): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = "";
    const socket = connect(port, "127.0.0.1", () => {
      for (const text of texts) socket.write(text);
    });
    socket.setEncoding("latin1");
    socket.on("data", (chunk) => {
      answer += String(chunk);
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(answer));
  });
}

/** The statuses in what came back from a socket. */
export function statuses(answers: string): number[] {
  return [...answers.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => Number(status));
}
