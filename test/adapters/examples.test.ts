import { createHmac } from "node:crypto";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { type Answer, type Call, callHandler, callPort } from "./support/client.js";

const examples = new URL("../../examples/", import.meta.url);
const names = ["node", "express", "fastify", "hono"];

const log = vi.spyOn(console, "log").mockImplementation(() => {});
beforeAll(() => {
  vi.stubEnv("PORT", "0");
});
afterAll(() => {
  vi.unstubAllEnvs();
  log.mockRestore();
});

const json = { "content-type": "application/json" };

/** What anybody would try first. */
async function tryOut(call: (call: Call) => Promise<Answer>): Promise<void> {
  log.mockClear();
  expect(await call({ headers: json, body: '{"id": 1, "status": "Paid"}' })).toMatchObject({
    status: 204,
    text: "",
  });
  expect(log.mock.calls).toEqual([["event:", "order.paid", { "prefect.resource.id": "order.1" }]]);
  log.mockClear();
  expect(await call({ headers: json, body: '{"id": 1}' })).toMatchObject({ status: 400, text: "" });
  expect(log.mock.calls).toEqual([["failure:", "'dict object' has no attribute 'status'"]]);
  expect(await call({ path: "/hooks/nobody" })).toMatchObject({ status: 404, text: "" });
}

describe("examples", { timeout: 60_000 }, () => {
  test.each(names)("%s", async (name) => {
    const { server } = (await import(new URL(`${name}/server.mjs`, examples).href)) as { server: Server };
    if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    await tryOut((call) => callPort(port, call));
    if (name !== "node") {
      expect(await callPort(port, { method: "GET", path: "/" })).toMatchObject({
        text: "The rest of the application",
      });
    }
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test("signed", async () => {
    vi.stubEnv("HOOK_SECRET", "s3cret");
    const { server } = (await import(new URL("signed/server.mjs", examples).href)) as { server: Server };
    if (!server.listening) await new Promise((resolve) => server.once("listening", resolve));
    const { port } = server.address() as AddressInfo;
    const body = '{"repository": {"full_name": "octocat/hello"}}';
    const signed = async (key: string) => {
      const signature = `sha256=${createHmac("sha256", key).update(body).digest("hex")}`;
      const headers = { ...json, "x-github-event": "push", "x-hub-signature-256": signature };
      return await callPort(port, { path: "/hooks/github", headers, body });
    };
    log.mockClear();
    expect(await signed("other")).toMatchObject({ status: 401 });
    expect(await callPort(port, { path: "/hooks/github", body: "" })).toMatchObject({ status: 401 });
    expect(log).not.toHaveBeenCalled();
    expect(await signed("s3cret")).toMatchObject({ status: 204, text: "" });
    expect(log.mock.calls).toEqual([
      ["event:", "github.push", { "prefect.resource.id": "github.octocat/hello" }],
    ]);
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  test("workers", async () => {
    const { default: worker } = (await import(new URL("workers/worker.mjs", examples).href)) as {
      default: { fetch: (request: Request) => Promise<Response> };
    };
    await tryOut((call) => callHandler(worker.fetch, call));
  });
});
