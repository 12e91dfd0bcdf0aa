import fastify from "fastify";
import { toFastifyPlugin } from "hookloom/fastify";
import { options, webhooks } from "./webhooks.mjs";

const app = fastify();
app.register(toFastifyPlugin(webhooks, options));
app.get("/", () => "The rest of the application");

await app.listen({ port: process.env.PORT ?? 3000 });
export const { server } = app;
