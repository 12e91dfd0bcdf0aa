/** A server in a process of its own: `node server.mjs HOST hookloom|nothing DIST`. Tells its port. */

import { serve } from "@hono/node-server";
import express from "express";
import fastify from "fastify";

const [host, variant, dist] = process.argv.slice(2);

const template = `{
  "event": {{ body.type|tojson }},
  "resource": {"prefect.resource.id": "shop.order.{{ body.order.id }}", "customer": {{ body.order.customer|tojson }}},
  "payload": {"total": {{ body.order.total }}, "lines": {{ body.lines|length }}}
}`;

const options = {
  path: "/hooks/bench",
  onEvent: () => {},
};

async function webhook() {
  const { createWebhook } = await import(`${dist}/index.js`);
  return createWebhook({ id: "bench", name: "bench", template });
}

const starts = {
  async express() {
    const app = express();
    if (variant === "hookloom") {
      const { toExpressHandler } = await import(`${dist}/adapters/express.js`);
      app.use(toExpressHandler(await webhook(), options));
    } else {
      app.post("/hooks/bench", (request, response) => {
        request.resume();
        request.on("end", () => response.status(204).end());
      });
    }
    const server = app.listen(0, "127.0.0.1", () => process.send(server.address().port));
  },
  async fastify() {
    const app = fastify();
    if (variant === "hookloom") {
      const { toFastifyPlugin } = await import(`${dist}/adapters/fastify.js`);
      await app.register(toFastifyPlugin(await webhook(), options));
    } else {
      app.removeAllContentTypeParsers();
      app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, bytes, done) => done(null, bytes));
      app.post("/hooks/bench", (_request, reply) => {
        reply.code(204).send();
      });
    }
    await app.listen({ port: 0, host: "127.0.0.1" });
    process.send(app.server.address().port);
  },
  async fetch() {
    let handle = async (request) => {
      await request.arrayBuffer();
      return new Response(null, { status: 204 });
    };
    if (variant === "hookloom") {
      const { toFetchHandler } = await import(`${dist}/adapters/fetch.js`);
      handle = toFetchHandler(await webhook(), options);
    }
    serve({ fetch: handle, port: 0, hostname: "127.0.0.1" }, ({ port }) => process.send(port));
  },
};

// Whoever measures has ended, however it did.
process.on("disconnect", () => process.exit(0));

await starts[host]();
