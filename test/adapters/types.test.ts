import { readdirSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createHttp2Server } from "node:http2";
import express, { type RequestHandler } from "express";
import fastify, { type FastifyPluginAsync } from "fastify";
import { Hono } from "hono";
import { expect, test } from "vitest";
import { toExpressHandler } from "../../src/adapters/express.js";
import { toFastifyPlugin } from "../../src/adapters/fastify.js";
import { toFetchHandler } from "../../src/adapters/fetch.js";
import { toNodeHandler } from "../../src/adapters/node.js";
import type { AdapterOptions, FailureInfo, FaultInfo, HookInfo } from "../../src/adapters/options.js";
import { bearer } from "../../src/index.js";
import { echo } from "./support/recorder.js";

/** Read by the type checker: a line that should not compile and does, or the other way round, fails there. */
test("adapters fit the hosts' own types", () => {
  const orders = echo("orders");
  const options: AdapterOptions = {
    onEvent: async (_event, _info: HookInfo) => {},
    onFailure: (_failure, { error, status }: FailureInfo) => [error.code, status],
    onError: (_error, { during }: FaultInfo) => during,
    authorize: bearer("key"),
  };
  const handler: RequestHandler = toExpressHandler(orders, options);
  const plugin: FastifyPluginAsync = toFastifyPlugin([orders], options);
  express().use("/api", handler).post("/hooks/:slug", toExpressHandler({ orders }, options));
  void fastify().register(plugin, { prefix: "/api" });
  void fastify({ http2: true }).register(toFastifyPlugin(orders, options));
  createServer(toNodeHandler(new Map([["orders", orders]]), options));
  createHttp2Server(toNodeHandler(async (slug) => (slug === "orders" ? orders : undefined), options));
  const worker: { fetch(request: Request, env: object): Promise<Response> } = {
    fetch: toFetchHandler(orders, options),
  };
  new Hono().all("/hooks/*", (context) => worker.fetch(context.req.raw, {}));
  // @ts-expect-error onEvent is required
  expect(() => toNodeHandler(orders, {})).toThrow("onEvent");
  // @ts-expect-error there is no such option
  expect(() => toNodeHandler(orders, { ...options, pth: "/" })).toThrow("pth");
});

test("adapters mention no host's types", () => {
  const folder = new URL("../../src/adapters/", import.meta.url);
  for (const file of readdirSync(folder)) {
    const imports = [...readFileSync(new URL(file, folder), "utf8").matchAll(/ from "([^"]+)"/g)];
    for (const [, name] of imports) expect(name).toMatch(/^\.\.?\//);
  }
});
