// For Workers, Bun (`bun worker.mjs`) and Deno (`deno serve worker.mjs`).
import { createWebhook } from "hookloom";
import { toFetchHandler } from "hookloom/fetch";

const template = `{
  "event": "order.{{ body.status.lower() }}",
  "resource": { "prefect.resource.id": "order.{{ body.id }}" }
}`;
const orders = createWebhook({ id: "4711", name: "Orders", slug: "orders", template }, { escape: "json" });

const handler = toFetchHandler([orders], {
  onEvent: (event) => console.log("event:", event.event, event.resource),
  onFailure: (_failure, { error }) => console.log("failure:", error.message),
});

export default { fetch: handler };
