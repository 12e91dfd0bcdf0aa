import { createNodeHandler, type NodeRequest, type NodeResponse } from "./node-host.js";
import type { AdapterOptions, Webhooks } from "./options.js";

export type * from "./options.js";

/** A middleware, for `app.use` of Express 4 and 5, Connect and the like. */
export type ExpressHandler = (
  request: NodeRequest,
  response: NodeResponse,
  next: (error?: unknown) => void,
) => Promise<void>;

/**
 * Makes a middleware of webhooks for Express 4 and 5. Requests to other URLs are left to what is mounted
 * after it. Mount it before body parsers: webhooks read bodies as they come.
 *
 * @param webhooks one, a list, a map by slug, or a function that finds one by its slug
 * @param options what to do with events and failures, and see {@link AdapterOptions}
 * @returns a middleware
 * @throws HookloomError `option_invalid` for an option that does not exist or has a wrong value, and for
 * webhooks that are none, or have no slug or the same one
 *
 * @example app.use(toExpressHandler(webhooks, { onEvent: (event) => queue.send(event) }));
 */
export function toExpressHandler(webhooks: Webhooks, options: AdapterOptions): ExpressHandler {
  const handle = createNodeHandler(webhooks, options);
  return async (request, response, next) => {
    try {
      if (await handle(request, response)) return;
    } catch (error) {
      // Something that a middleware has wrapped around the response has failed.
      return next(error);
    }
    next();
  };
}
