import { createServer } from "node:http";
import { toNodeHandler } from "hookloom/node";
import { options, webhooks } from "./webhooks.mjs";

export const server = createServer(toNodeHandler(webhooks, options));

server.listen(process.env.PORT ?? 3000);
