import { describe, expect, test } from "vitest";
import { toFetchHandler } from "../../src/adapters/fetch.js";
import type { AdapterOptions, Webhooks } from "../../src/adapters/options.js";
import { readPath, toPathAndQuery } from "../../src/adapters/path.js";
import { isHookloomError } from "../../src/index.js";
import { echo } from "./support/recorder.js";

const orders = echo("orders");
const onEvent = () => {};

/** The message of the error that making a handler throws. */
function refusal(webhooks: unknown, options: unknown): string {
  try {
    toFetchHandler(webhooks as Webhooks, options as AdapterOptions);
  } catch (error) {
    expect(isHookloomError(error) && error.code).toBe("option_invalid");
    return (error as Error).message;
  }
  return "";
}

async function status(webhooks: Webhooks, slug: string): Promise<number> {
  const handler = toFetchHandler(webhooks, { onEvent });
  return (await handler(new Request(`http://localhost/hooks/${slug}`, { method: "POST" }))).status;
}

const path = "The option 'path' must be a path with at most one ':slug'";

describe("options", () => {
  test.each<[string, unknown]>([
    ["The option 'onEvent' must be a function, not undefined", {}],
    ["The options must be an object, not null", null],
    ["The options must be an object, not undefined", undefined],
    ["The options must be an object, not a function", onEvent],
    ["The option 'signal' must be an AbortSignal, not an object", { onEvent, signal: new AbortController() }],
    ["The option 'onFailure' must be a function, not 1", { onEvent, onFailure: 1 }],
    ["The option 'authorize' must be a function, not text", { onEvent, authorize: "key" }],
    ["There is no option called 'onevent'", { onEvent, onevent: onEvent }],
    ["The option 'inflated' must be true or false, not text", { onEvent, inflated: "no" }],
    [
      `The option 'maxBodyBytes' must be a whole number of 0 or more, not "1mb"`,
      { onEvent, maxBodyBytes: "1mb" },
    ],
    ["The option 'maxBodyBytes' must be a whole number of 0 or more, not -1", { onEvent, maxBodyBytes: -1 }],
    ["The option 'allowedRate' must be a whole number of 1 or more, not 0", { onEvent, allowedRate: 0 }],
    ["The option 'allowedOrigins' must be a list, not text", { onEvent, allowedOrigins: "example.com" }],
    [
      "The option 'allowedOrigins[1]' must be text, not null",
      { onEvent, allowedOrigins: ["example.com", null] },
    ],
    [`${path}, not "hooks/:slug"`, { onEvent, path: "hooks/:slug" }],
    [`${path}, not "/:slug/:slug"`, { onEvent, path: "/:slug/:slug" }],
    [`${path}, not "/hooks/:id"`, { onEvent, path: "/hooks/:id" }],
    [`${path}, not "/hooks/*"`, { onEvent, path: "/hooks/*" }],
    ["The option 'path' must be text, not 1", { onEvent, path: 1 }],
  ])("%s: %o", (message, options) => {
    expect(refusal([orders], options)).toBe(message);
  });

  test("may be undefined", () => {
    const none = { onFailure: undefined, path: undefined, maxBodyBytes: undefined, signal: undefined };
    expect(refusal([orders], { onEvent, ...none, authorize: undefined, onError: undefined })).toBe("");
  });
});

const served = "What is served must be one webhook, a list, a map, or a function";

describe("webhooks", () => {
  test.each<[string, unknown, object?]>([
    [`${served}, not undefined`, undefined],
    [`${served}, not text`, "orders"],
    ["A webhook must be what createWebhook makes, not an object", { orders: { id: "1", template: "" } }],
    ["A webhook must be what createWebhook makes, not null", [null]],
    ["The webhook 'Echo ' has no slug", echo("")],
    ["The webhook 'Echo ' has no slug", [orders, echo("")]],
    ["The webhooks 'Echo orders' and 'Echo orders' have the same slug", [orders, echo("orders")]],
    ["A slug has characters besides letters, digits, '-' and '_'", { "a.b": orders }],
    ["A slug has characters besides letters, digits, '-' and '_'", new Map([["a/b", orders]])],
    ["A path without ':slug' can lead to a single webhook only", [orders], { path: "/in" }],
    ["A path without ':slug' can lead to a single webhook only", () => orders, { path: "/in" }],
  ])("%s", (message, webhooks, options = {}) => {
    expect(refusal(webhooks, { onEvent, ...options })).toBe(message);
  });

  test("are looked up in whatever they are kept in", async () => {
    const served: Webhooks[] = [
      orders,
      [orders],
      { orders },
      new Map([["orders", orders]]),
      (slug) => (slug === "orders" ? orders : undefined),
    ];
    for (const webhooks of served) {
      expect(await status(webhooks, "orders")).toBe(204);
      for (const slug of [
        "nobody",
        "__proto__",
        "constructor",
        "hasOwnProperty",
        "0",
        "orders%2F",
        "%6Frders%00",
      ]) {
        expect(await status(webhooks, slug)).toBe(404);
      }
    }
  });

  test("come and go in a Map", async () => {
    const webhooks = new Map([["orders", orders]]);
    const handler = toFetchHandler(webhooks, { onEvent });
    const call = async () =>
      (await handler(new Request("http://localhost/hooks/late", { method: "POST" }))).status;
    expect(await call()).toBe(404);
    webhooks.set("late", orders);
    expect(await call()).toBe(204);
    webhooks.delete("late");
    expect(await call()).toBe(404);
  });

  test("may be called __proto__ by whoever keeps them so", async () => {
    const webhooks = JSON.parse('{"__proto__": 1}') as Record<string, unknown>;
    Object.defineProperty(webhooks, "__proto__", { value: orders, enumerable: true });
    expect(await status(webhooks as Webhooks, "__proto__")).toBe(204);
  });
});

test.each([
  ["/hooks/:slug", "/hooks/a-b_1", "a-b_1"],
  ["/hooks/:slug", "/hooks/a?x=/hooks/b", "a"],
  ["/hooks/:slug", "/hooks/a#b", "a"],
  ["/hooks/:slug", "/hooks/%61", "a"],
  ["/hooks/:slug", "/hooks/%zz", "%zz"],
  ["/hooks/:slug", "/hook%73/%61%zz", "%61%zz"],
  ["/hooks/:slug", "/hooks%2fa", undefined],
  ["/hooks/:slug", "/hooks/a%2fb", "a%2fb"],
  ["/caf%C3%A9/:slug", "/caf%C3%A9/a", "a"],
  ["/café/:slug", "/caf%C3%A9/a", "a"],
  ["/hooks/:slug", "http://host:1/hooks/a", "a"],
  ["/hooks/:slug", "http://host", undefined],
  ["/hooks/:slug", "http://host?/hooks/a", undefined],
  ["/hooks/:slug", "/x?http://host/hooks/a", undefined],
  ["/", "http://host?a", ""],
  ["/hooks/:slug", "*", undefined],
  ["/hooks/:slug", "", undefined],
  ["/hooks/:slug", "/hooks/", undefined],
  ["/hooks/:slug", "/hooks", undefined],
  ["/hooks/:slug", "/hooks/a/", undefined],
  ["/hooks/:slug", "/hooks/a/b", undefined],
  ["/hooks/:slug", "//hooks/a", undefined],
  ["/:slug", "/a", "a"],
  ["/:slug", "/", undefined],
  ["/a/:slug/b", "/a/x/b", "x"],
  ["/a/:slug/a", "/a/a", undefined],
  ["/a/:slug/b", "/a/x/c", undefined],
  ["/", "/?a", ""],
  ["/in", "/in", ""],
  ["/in", "/in/", undefined],
  ["/in", "/in/x", undefined],
])("the path %s finds in %s the slug %s", (pattern, url, slug) => {
  expect(readPath(pattern).match(toPathAndQuery(url))).toBe(slug);
});
