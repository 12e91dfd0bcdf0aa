import { createNodeHandler, type NodeRequest, type NodeResponse, send } from "./node-host.js";
import type { AdapterOptions, Webhooks } from "./options.js";
import { replies } from "./reply.js";

export type { NodeRequest, NodeResponse } from "./node-host.js";
export type * from "./options.js";

/** A listener for `http.createServer`, or whatever else calls one. */
export type NodeHandler = (request: NodeRequest, response: NodeResponse) => Promise<void>;

/**
 * Makes a handler of webhooks for `node:http`, and for hosts that speak its requests and responses. URLs
 * other than the webhooks' are answered 404.
 *
 * @param webhooks one, a list, a map by slug, or a function that finds one by its slug
 * @param options what to do with events and failures, and see {@link AdapterOptions}
 * @returns a listener of requests
 * @throws HookloomError `option_invalid` for an option that does not exist or has a wrong value, and for
 * webhooks that are none, or have no slug or the same one
 *
 * @example createServer(toNodeHandler(webhooks, { onEvent: (event) => queue.send(event) })).listen(3000);
 */
export function toNodeHandler(webhooks: Webhooks, options: AdapterOptions): NodeHandler {
  const handle = createNodeHandler(webhooks, options);
  return async (request, response) => {
    try {
      if (!(await handle(request, response))) send(request, response, replies.notFound);
    } catch (error) {
      // Something that the host has wrapped around the response has failed. Whoever waits for it should not.
      (response.stream ?? response).destroy?.(error as Error);
    }
  };
}
