import { createFlow } from "./flow.js";
import { createBodyReceiver, type NodeRequest, type NodeResponse, toHostRequest } from "./node-host.js";
import { discardRest, type NodeStream } from "./node-stream.js";
import type { AdapterOptions, Webhooks } from "./options.js";

export type * from "./options.js";

/**
 * What is used of a Fastify instance.
 * @see https://fastify.dev/docs/latest/Reference/Server/
 */
export interface FastifyInstanceLike {
  readonly supportedMethods: readonly string[];
  removeAllContentTypeParsers(): unknown;
  addContentTypeParser(
    type: "*",
    parser: (request: unknown, payload: NodeStream, done: (error: null, body: unknown) => void) => void,
  ): unknown;
  setErrorHandler(handler: (error: unknown, request: unknown, reply: unknown) => unknown): unknown;
  route(options: {
    method: string[];
    url: string;
    exposeHeadRoute: boolean;
    handler: (request: unknown, reply: unknown) => Promise<unknown>;
  }): unknown;
}

/** What is used of a Fastify request. */
interface FastifyRequestLike {
  readonly raw: NodeRequest;
  readonly params: unknown;
  /** The payload's stream, as the plugin's own content type parser leaves it. */
  readonly body: unknown;
}

/** What is used of a Fastify reply. */
interface FastifyReplyLike {
  readonly raw: NodeResponse;
  /** Whether there is an answer already. */
  readonly sent: boolean;
  code(status: number): unknown;
  headers(values: Readonly<Record<string, string>>): unknown;
  send(body?: string): unknown;
}

/** A plugin, for `app.register`. */
export type FastifyPlugin = (instance: FastifyInstanceLike) => Promise<void>;

/**
 * Makes a plugin of webhooks for Fastify 5. It is encapsulated: the rest of the application keeps its content
 * type parsers and error handler. `register`'s `prefix` comes before the path.
 *
 * @param webhooks one, a list, a map by slug, or a function that finds one by its slug
 * @param options what to do with events and failures, and see {@link AdapterOptions}
 * @returns a plugin for `register`
 * @throws HookloomError `option_invalid` for an option that does not exist or has a wrong value, and for
 * webhooks that are none, or have no slug or the same one
 *
 * @example app.register(toFastifyPlugin(webhooks, { onEvent: (event) => queue.send(event) }));
 */
export function toFastifyPlugin(webhooks: Webhooks, options: AdapterOptions): FastifyPlugin {
  const flow = createFlow(webhooks, options);
  const readBody = createBodyReceiver();

  async function handle(request: unknown, reply: unknown): Promise<unknown> {
    const { raw, params, body } = request as FastifyRequestLike;
    const answer = reply as FastifyReplyLike;
    const stream = isStream(body) ? body : raw;
    const { slug = "" } = params as { slug?: string };
    const host = toHostRequest(raw, answer.raw, (limit, lifetime) => readBody(raw, stream, limit, lifetime));
    const { status, headers, body: text } = await flow.run(slug, host);
    if (!answer.sent) {
      answer.code(status);
      answer.headers(headers);
      answer.send(text === "" ? undefined : text);
    }
    discardRest(raw);
    return reply;
  }

  return async (instance) => {
    instance.removeAllContentTypeParsers();
    // The stream itself: the flow reads it, and counts. Until then, an error that nobody hears would end the process.
    instance.addContentTypeParser("*", (_request, payload, done) => {
      payload.on("error", () => {});
      done(null, payload);
    });
    // Fastify refuses content types that it cannot read, before any parser. Webhooks take what comes.
    instance.setErrorHandler((error, request, reply) => {
      if (!refusals.has((error as { code?: string }).code ?? "")) throw error;
      return handle(request, reply);
    });
    const method = [...instance.supportedMethods];
    instance.route({ method, url: flow.path, exposeHeadRoute: false, handler: handle });
  };
}

const refusals = new Set(["FST_ERR_CTP_INVALID_MEDIA_TYPE", "FST_ERR_ROUTE_MISSING_CONTENT_TYPE"]);

function isStream(value: unknown): value is NodeStream {
  return typeof (value as Partial<NodeStream> | null | undefined)?.resume === "function";
}
