// What stands for the reader's own in the code of the docs: names that a block uses and does not declare.
import { createWebhook, type HookRequest } from "../../src/index.js";
import { parameters } from "../../src/jinja/index.js";

// Shown on an earlier line of the page
export { humanize } from "../../src/humanize/index.js";
export { bodyReaders, createWebhook } from "../../src/index.js";
export { defineFilter } from "../../src/jinja/index.js";

export const template = `{
  "event": "order.{{ body.status }}",
  "resource": { "prefect.resource.id": {{ body.status|tojson }} }
}`;
export const definition = { id: "4711", name: "Orders", slug: "orders", template };
export const webhook = createWebhook(definition);
export const webhooks = [webhook];
export const orders = webhook;
export const request: HookRequest = { method: "POST", headers: {}, body: '{"status": "paid"}' };

export const queue = { send: async (_event: unknown): Promise<void> => {} };
export const onEvent = queue.send;
export const handler = async (): Promise<Response> => new Response(null, { status: 204 });

const mounted = (..._given: unknown[]): void => {};
/** An application, of whatever framework. */
export const app = { use: mounted, all: mounted, get: mounted };
export const express = { json: (_options: object) => mounted };

/** As the files of the built-in filters import them. */
export const { text, int } = parameters;
