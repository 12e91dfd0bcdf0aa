// What the servers beside this file serve, and what they do with it.
import { createWebhook } from "hookloom";

const template = `{
  "event": "order.{{ body.status.lower() }}",
  "resource": { "prefect.resource.id": "order.{{ body.id }}" }
}`;

const orders = { id: "4711", name: "Orders", slug: "orders", template };

export const webhooks = [createWebhook(orders, { escape: "json" })];

export const options = {
  onEvent: (event) => console.log("event:", event.event, event.resource),
  onFailure: (_failure, { error }) => console.log(`failure: ${error.message}\n${error.frame ?? ""}`),
};
