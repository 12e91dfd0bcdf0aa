import fastify from "fastify";
import { createWebhook } from "hookloom";
import { toFastifyPlugin } from "hookloom/fastify";

const template = `{
  "event": "order.{{ body.status.lower() }}",
  "resource": { "prefect.resource.id": "order.{{ body.id }}" }
}`;
const orders = createWebhook({ id: "4711", name: "Orders", slug: "orders", template }, { escape: "json" });

const plugin = toFastifyPlugin([orders], {
  onEvent: (event) => console.log("event:", event.event, event.resource),
  onFailure: (_failure, { error }) => console.log("failure:", error.message),
});

const app = fastify();
app.register(plugin);
app.get("/", () => "The rest of the application");

await app.listen({ port: process.env.PORT ?? 3000 });
export const { server } = app;
