import { serve } from "@hono/node-server";
import { Hono } from "hono";
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

const app = new Hono();
app.all("/hooks/*", (context) => handler(context.req.raw));
app.get("/", (context) => context.text("The rest of the application"));

export const server = serve({ fetch: app.fetch, port: process.env.PORT ?? 3000 });
