import { serve } from "@hono/node-server";
import { Hono } from "hono";
import { toFetchHandler } from "hookloom/fetch";
import { options, webhooks } from "./webhooks.mjs";

const app = new Hono();
const handler = toFetchHandler(webhooks, options);
app.all("/hooks/*", (context) => handler(context.req.raw));
app.get("/", (context) => context.text("The rest of the application"));

export const server = serve({ fetch: app.fetch, port: process.env.PORT ?? 3000 });
