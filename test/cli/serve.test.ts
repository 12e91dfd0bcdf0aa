import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { run } from "../../src/cli/run.js";
import { readHttpFile } from "../../src/testing/index.js";
import { folder, goodTemplate, hookloom } from "./command.js";

/** Starts the server on a free port; it ends with the test. */
async function serve(...args: string[]) {
  const printed = { out: "", err: "", code: undefined as number | undefined };
  const end = new AbortController();
  onTestFinished(() => end.abort());
  const host = {
    env: {},
    terminal: { out: false, err: false },
    out(text: string) {
      printed.out += text;
    },
    err(text: string) {
      printed.err += text;
    },
    input: () => "",
    exit(code: number) {
      printed.code = code;
    },
    signal: end.signal,
  };
  expect(run(["serve", "--port", "0", ...args], host, "1.2.3")).toBe(0);
  await vi.waitFor(() => expect(printed.code !== undefined || printed.err.includes("waiting")).toBe(true));
  const [origin = ""] = /http:\/\/127\.0\.0\.1:\d+/.exec(printed.err) ?? [];
  const send = async (slug: string, body: BodyInit = "e=paid", headers: Record<string, string> = {}) => {
    const type = { "content-type": "application/x-www-form-urlencoded", connection: "close" };
    const answer = await fetch(`${origin}/hooks/${slug}`, {
      method: "POST",
      body,
      headers: { ...type, ...headers },
    });
    return answer.status;
  };
  return { printed, origin, send };
}

test("each template is a webhook, whose events are printed", async () => {
  const root = folder({ "orders/template.jinja": goodTemplate });
  const { printed, send } = await serve(root);
  expect(await send("orders")).toBe(204);
  expect(JSON.parse(printed.out)).toMatchObject({
    event: "paid",
    payload: { method: "POST", body: "e=paid" },
    related: [{ "prefect.resource.name": "orders" }],
  });
  await vi.waitFor(() => expect(printed.err).toContain("204 POST /hooks/orders\n"));
  expect(await send("nothing")).toBe(404);
});

test("what went wrong is printed, and not told to the sender", async () => {
  const root = folder({ "orders/template.jinja": "{{ body.a|tojson }}" });
  const { printed, send } = await serve(root);
  expect(await send("orders")).toBe(400);
  expect(printed.err).toContain("error[type_error]");
  expect(printed.err).toContain(join(root, "orders/template.jinja"));
});

test("templates and settings are read anew for each request, and those that do not compile answer 503", async () => {
  const root = folder({ "orders/template.jinja": "{{ body" });
  const { printed, send } = await serve(root);
  expect(printed.err).toContain("error[template_syntax]");
  expect(await send("orders")).toBe(503);
  writeFileSync(join(root, "orders/template.jinja"), goodTemplate);
  writeFileSync(join(root, "hookloom.json"), '{"webhook": {"name": "Shop"}}');
  expect(await send("orders")).toBe(204);
  expect(JSON.parse(printed.out).related[0]["prefect.resource.name"]).toBe("Shop");
  writeFileSync(join(root, "later.jinja"), goodTemplate);
  expect(await send("later")).toBe(204);
});

test("a webhook is called as its folder is, or its file", async () => {
  const root = folder({
    "template.jinja": goodTemplate,
    "orders/template.jinja": goodTemplate,
    "shop/refunds/template.jinja": goodTemplate,
    "shop/a b.c.j2": goodTemplate,
  });
  const names = ({ printed }: Awaited<ReturnType<typeof serve>>) =>
    [...printed.err.matchAll(/\/hooks\/(\S+)/g)].map(([, name]) => name);
  expect(names(await serve(root))).toEqual(["orders", "shop-a-b-c", "shop-refunds", root.split("/").at(-1)]);
  expect(names(await serve(join(root, "orders/template.jinja"), join(root, "shop/a b.c.j2")))).toEqual([
    "orders",
    "a-b-c",
  ]);
});

test("with --json, each request is a line", async () => {
  const { printed, send } = await serve(folder({ "a.jinja": goodTemplate, "b.jinja": "{" }), "--json");
  await send("a");
  await send("b");
  const lines = printed.out.trimEnd().split("\n");
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    { webhook: "a", ok: true, status: 204, event: { event: "paid" } },
    { webhook: "b", ok: false, error: { code: "json_syntax" }, failure: { payload: { rendered: "{" } } },
  ]);
});

test("requests that are recorded are cases, once the test command has completed them", async () => {
  const root = folder({ "orders/template.jinja": goodTemplate });
  const { printed, send } = await serve(root, "--record");
  await send("orders", "e=paid", { authorization: "Bearer SECRET", "x-hub-signature-256": "SECRET" });
  await send("orders", "e=refunded");
  const orders = join(root, "orders");
  expect(readdirSync(orders)).toEqual(["request-2.http", "request.http", "template.jinja"]);
  expect(printed.err).toContain(`recorded ${join(orders, "request-2.http")}\n`);
  const text = readFileSync(join(orders, "request.http"), "utf8");
  expect(text).toMatch(/^POST \/hooks\/orders\nhost: /);
  expect(text).toContain("x-hub-signature-256: [redacted]\n");
  expect(text).not.toMatch(/SECRET|content-length|connection/);
  expect(hookloom(["test", root, "--update"]).code).toBe(0);
  expect(hookloom(["test", root])).toMatchObject({ code: 0 });
  expect(JSON.parse(readFileSync(join(orders, "request-2.event.json"), "utf8")).event).toBe("refunded");
});

test.each(["", "\n", "a\n", "a\n\n", "a\r", "a\r\n", " a ", "\n\na", "# a", "POST /a\n\nb", '{"a": "é😀"}'])(
  "the body %j is recorded as it came",
  async (body) => {
    const root = folder({ "orders.jinja": goodTemplate });
    const { send } = await serve(root, "--record");
    await send("orders", body, { "content-type": "text/plain" });
    const read = readHttpFile(readFileSync(join(root, "orders.http"), "utf8"));
    expect(read).toMatchObject({ method: "POST", path: "/hooks/orders", body });
  },
);

test("a body that is no text is received, and not recorded", async () => {
  const root = folder({ "orders.jinja": '{"event": "e", "resource": {"prefect.resource.id": "r"}}' });
  const { printed, send } = await serve(root, "--record");
  expect(await send("orders", new Uint8Array([0x61, 0xff]), { "content-type": "image/png" })).toBe(204);
  expect(printed.err).toContain("not recorded: its body is not text");
  expect(existsSync(join(root, "orders.http"))).toBe(false);
});

test("a port that is taken ends it", async () => {
  const root = folder({ "a.jinja": goodTemplate });
  const { origin } = await serve(root);
  const { printed } = await serve(root, "--port", new URL(origin).port);
  expect(printed).toMatchObject({ code: 2, err: expect.stringContaining("EADDRINUSE") });
});

test.each<[args: string[], message: string]>([
  [["--port", "abc"], "--port: 'abc' is no port"],
  [["--port", "70000"], "--port: '70000' is no port"],
  [["none.jinja"], "cannot read 'none.jinja': there is no such file"],
  [["--watch"], "there is no option '--watch'"],
  [["a/orders.jinja", "b/orders.jinja"], "would have the same name, 'orders'"],
])("is refused: %j", (args, message) => {
  const root = folder({ "a/orders.jinja": goodTemplate, "b/orders.jinja": goodTemplate });
  const paths = args.map((arg) => (arg.includes("/") ? join(root, arg) : arg));
  const { code, err } = hookloom(["serve", ...(args[0]?.startsWith("--port") ? [root] : []), ...paths]);
  expect(err).toContain(message);
  expect(code).toBe(2);
});
