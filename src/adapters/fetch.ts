import { isHookloomError } from "../errors/error.js";
import {
  ByteCollector,
  broken,
  consumed,
  emptyBody,
  givenBody,
  type HostBody,
  patience,
  tooLarge,
} from "./body.js";
import { createFlow } from "./flow.js";
import type { Lifetime } from "./lifetime.js";
import type { AdapterOptions, Webhooks } from "./options.js";
import { toPathAndQuery } from "./path.js";
import { type Reply, replies } from "./reply.js";

export type * from "./options.js";

/** Answers requests: what `fetch` is to a worker, `Bun.serve` or `Deno.serve`. */
export type FetchHandler = (request: Request) => Promise<Response>;

/**
 * Makes a handler of webhooks for hosts that speak `Request` and `Response`: Workers, Deno, Bun, Hono, Next.
 * URLs other than the webhooks' are answered 404.
 *
 * @param webhooks one, a list, a map by slug, or a function that finds one by its slug
 * @param options what to do with events and failures, and see {@link AdapterOptions}
 * @returns a function of a `Request`, whose promise of a `Response` is never broken
 * @throws HookloomError `option_invalid` for an option that does not exist or has a wrong value, and for
 * webhooks that are none, or have no slug or the same one
 * @see https://fetch.spec.whatwg.org/#request-class
 *
 * @example export default { fetch: toFetchHandler(webhooks, { onEvent: (event) => queue.send(event) }) };
 */
export function toFetchHandler(webhooks: Webhooks, options: AdapterOptions): FetchHandler {
  const flow = createFlow(webhooks, options);
  return async (request) => {
    const url = toPathAndQuery(request.url);
    const slug = flow.match(url);
    if (slug === undefined) return toResponse(replies.notFound);
    const { method, headers } = request;
    const reply = await flow.run(slug, {
      method,
      url,
      headers,
      header: (name) => headers.get(name) ?? undefined,
      sender: () => readSignal(request),
      readBody: (limit, lifetime) => readBody(request, limit, lifetime),
    });
    return toResponse(reply);
  };
}

/** A host that makes its `Request` late may find only here that it cannot: what reads the body will tell. */
function readSignal(request: Request): AbortSignal | undefined {
  try {
    return request.signal;
  } catch {
    return undefined;
  }
}

async function readBody(request: Request, limit: number, lifetime: Lifetime): Promise<HostBody | undefined> {
  try {
    if (request.bodyUsed || request.body?.locked) throw consumed();
    if (request.body === null) return emptyBody;
    // Some browsers have no streams of requests, and hold bodies in full.
    if (request.body === undefined) return givenBody(new Uint8Array(await request.arrayBuffer()), limit);

    const collector = new ByteCollector(limit);
    const reader = request.body.getReader();
    // Ends a read that is waiting.
    lifetime.watch(() => cancel(reader));
    for (;;) {
      const { done, value } = await reader.read();
      if (lifetime.aborted) return undefined;
      if (done) return { raw: collector.bytes(), given: false };
      if (!collector.add(value)) {
        void discardRest(reader);
        throw tooLarge(limit);
      }
    }
  } catch (error) {
    if (lifetime.aborted) return undefined;
    throw isHookloomError(error) ? error : broken(error);
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

/** Whether the other end can be told does not matter here. */
function cancel(reader: Reader): void {
  reader.cancel().catch(() => {});
}

/** Drops what is left of a body, as is done with Node's: some hosts cut the line at once when it is cancelled. */
async function discardRest(reader: Reader): Promise<void> {
  const timer: unknown = setTimeout(() => cancel(reader), patience.milliseconds);
  (timer as { unref?: () => void }).unref?.();
  try {
    for (let size = 0; size <= patience.bytes; ) {
      const { done, value } = await reader.read();
      if (done) break;
      size += value.length;
    }
  } catch {
    // Some hosts let nobody read after the answer.
  }
  clearTimeout(timer as Parameters<typeof clearTimeout>[0]);
  cancel(reader);
}

function toResponse({ status, headers, body }: Reply): Response {
  return new Response(body === "" ? null : body, { status, headers });
}
