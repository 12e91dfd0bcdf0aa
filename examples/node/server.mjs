import { createServer } from "node:http";
import { createWebhook } from "hookloom";
import { toNodeHandler } from "hookloom/node";

const template = `{
  "event": "order.{{ body.status.lower() }}",
  "resource": { "prefect.resource.id": "order.{{ body.id }}" }
}`;
const orders = createWebhook({ id: "4711", name: "Orders", slug: "orders", template }, { escape: "json" });

const handler = toNodeHandler([orders], {
  onEvent: (event) => console.log("event:", event.event, event.resource),
  onFailure: (_failure, { error }) => console.log("failure:", error.message),
});

export const server = createServer(handler).listen(process.env.PORT ?? 3000);
