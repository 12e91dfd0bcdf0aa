import express from "express";
import { createWebhook } from "hookloom";
import { toExpressHandler } from "hookloom/express";

const template = `{
  "event": "order.{{ body.status.lower() }}",
  "resource": { "prefect.resource.id": "order.{{ body.id }}" }
}`;
const orders = createWebhook({ id: "4711", name: "Orders", slug: "orders", template }, { escape: "json" });

const handler = toExpressHandler([orders], {
  onEvent: (event) => console.log("event:", event.event, event.resource),
  onFailure: (_failure, { error }) => console.log("failure:", error.message),
});

const app = express();
app.use(handler); // before body parsers
app.use(express.json());
app.get("/", (_request, response) => response.send("The rest of the application"));

export const server = app.listen(process.env.PORT ?? 3000);
