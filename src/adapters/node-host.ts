import { consumed, emptyBody, givenBody } from "./body.js";
import { createFlow, type HostRequest, type ReadBody } from "./flow.js";
import type { Lifetime } from "./lifetime.js";
import { discardRest, isConsumed, type NodeStream, readStream } from "./node-stream.js";
import type { AdapterOptions, Webhooks } from "./options.js";
import { asRaw, unparse } from "./parsed-body.js";
import { toPathAndQuery } from "./path.js";
import type { Reply } from "./reply.js";

/** What is used of `http.IncomingMessage`, and of what hosts add to it. */
export interface NodeRequest extends NodeStream {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  /** What a body parser has made of the body. */
  readonly body?: unknown;
  /** The body as it came, where a host keeps it. */
  readonly rawBody?: unknown;
}

/** What is used of `http.ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly destroyed: boolean;
  /** HTTP/2's, which has no other end to its line than that. */
  readonly stream?: { destroy(error?: Error): unknown } | undefined;
  setHeader(name: string, value: string): unknown;
  on(event: "close", listener: () => void): unknown;
  end(body: string): unknown;
  destroy?(error?: Error): unknown;
}

/**
 * Makes a handler of webhooks for Node's requests, which leaves those to other URLs alone.
 * @returns whether the request was answered
 */
export function createNodeHandler(
  webhooks: Webhooks,
  options: AdapterOptions,
): (request: NodeRequest, response: NodeResponse) => Promise<boolean> {
  const flow = createFlow(webhooks, options);
  const readBody = createBodyReceiver();
  return async (request, response) => {
    const slug = flow.match(toPathAndQuery(request.url ?? ""));
    if (slug === undefined) return false;
    const host = toHostRequest(request, response, (limit, lifetime) =>
      readBody(request, request, limit, lifetime),
    );
    send(request, response, await flow.run(slug, host));
    return true;
  };
}

/** A Node request as the flow takes it. */
export function toHostRequest(
  request: NodeRequest,
  response: NodeResponse,
  readBody: HostRequest["readBody"],
): HostRequest {
  const { method = "" } = request;
  const headers = withoutPseudoHeaders(request.headers);
  return {
    method,
    url: toPathAndQuery(request.url ?? ""),
    headers,
    header(name) {
      const value = headers[name];
      return Array.isArray(value) ? value.join(", ") : value;
    },
    onBegin: (lifetime) => void response.on("close", lifetime.abort),
    readBody,
  };
}

/** HTTP/2 has method and path among the header fields, by names that are no header's. */
function withoutPseudoHeaders(headers: NodeRequest["headers"]): NodeRequest["headers"] {
  if (headers[":method"] === undefined) return headers;
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !name.startsWith(":")));
}

/**
 * Makes a function that takes the body: the bytes where the host has them, else the stream, else what a body parser
 * has left, with a warning.
 */
export function createBodyReceiver(): (
  request: NodeRequest,
  stream: NodeStream,
  limit: number,
  lifetime: Lifetime,
) => ReadBody {
  let hasWarned = false;
  return (request, stream, limit, lifetime) => {
    const given = asRaw(request.rawBody) ?? asRaw(request.body);
    if (given !== undefined) return givenBody(given, limit);
    if (!isConsumed(stream)) return readStream(stream, limit, lifetime);
    if (!hasBody(request)) return emptyBody;
    const { "content-type": type } = request.headers;
    const written = unparse(request.body, Array.isArray(type) ? type[0] : type, limit);
    if (written === undefined) throw consumed();
    if (!hasWarned) {
      hasWarned = true;
      console.warn(
        "hookloom: a body parser has read the body before the webhooks could, so they work with what it made of it: " +
          "1.0 is 1, large numbers are rounded, signatures cannot be checked. Mount webhooks before body parsers.",
      );
    }
    return givenBody(written, limit);
  };
}

/** Whether a request said that it has a body (RFC 9112, 6), or need not say (HTTP/2). */
function hasBody({ headers }: NodeRequest): boolean {
  const length = headers["content-length"];
  const isChunked = headers["transfer-encoding"] !== undefined || headers[":method"] !== undefined;
  return isChunked || (length !== undefined && length !== "0");
}

/** Answers, if there is still somebody to answer. */
export function send(request: NodeRequest, response: NodeResponse, { status, headers, body }: Reply): void {
  if (!response.headersSent && !response.destroyed) {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    response.end(body);
  }
  discardRest(request);
}
