import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import express4 from "express4";
import fastify from "fastify";
import { Hono } from "hono";
import { toExpressHandler } from "../../../src/adapters/express.js";
import { toFastifyPlugin } from "../../../src/adapters/fastify.js";
import { toFetchHandler } from "../../../src/adapters/fetch.js";
import { toNodeHandler } from "../../../src/adapters/node.js";
import type { AdapterOptions, Webhooks } from "../../../src/adapters/options.js";
import { type Answer, type Call, callHandler, callPort } from "./client.js";

/** A host that serves webhooks. */
export interface RunningHost {
  call(call?: Call): Promise<Answer>;
  close(): Promise<void>;
}

/** A host that listens. */
export interface ListeningHost extends RunningHost {
  readonly port: number;
}

export type Start<Host = RunningHost> = (webhooks: Webhooks, options: AdapterOptions) => Promise<Host>;

/** Every host that listens, as its users would start it, with a route `/other` besides the webhooks. */
export const listeningHosts: Readonly<Record<string, Start<ListeningHost>>> = {
  node: (webhooks, options) => {
    const handler = toNodeHandler(webhooks, options);
    return listen((request, response) => {
      if (request.url === "/other") response.end("other");
      else void handler(request, response);
    });
  },
  "express 5": (webhooks, options) => listen(expressApp(express, webhooks, options)),
  "express 4": (webhooks, options) => listen(expressApp(express4, webhooks, options)),
  fastify: async (webhooks, options) => {
    const app = fastify();
    app.get("/other", () => "other");
    await app.register(toFastifyPlugin(webhooks, options));
    return listenFastify(app);
  },
  hono: (webhooks, options) => {
    const app = new Hono();
    const handler = toFetchHandler(webhooks, options);
    app.get("/other", (context) => context.text("other"));
    app.all("*", (context) => handler(context.req.raw));
    return listenHono(app);
  },
};

/** Every host, and the handler of `Request`s without any. */
export const hosts: Readonly<Record<string, Start>> = {
  ...listeningHosts,
  fetch: async (webhooks, options) => {
    const handler = toFetchHandler(webhooks, options);
    return { call: (call) => callHandler(handler, call), close: async () => {} };
  },
};

function expressApp(make: typeof express, webhooks: Webhooks, options: AdapterOptions): RequestListener {
  const app = make();
  app.use(toExpressHandler(webhooks, options));
  app.get("/other", (_request, response) => void response.send("other"));
  return app;
}

/** Runs a listener of Node's own server. */
export async function listen(listener: RequestListener): Promise<ListeningHost> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { port, call: (call) => callPort(port, call), close };
}

export function listenHono(app: Hono): Promise<ListeningHost> {
  return listen(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
}

export async function listenFastify(app: ReturnType<typeof fastify>): Promise<ListeningHost> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  const { port } = app.server.address() as AddressInfo;
  const close = async () => {
    app.server.closeAllConnections();
    await app.close();
  };
  return { port, call: (call) => callPort(port, call), close };
}
