import { setTimeout as sleep } from "node:timers/promises";
import { describe, expect, test, vi } from "vitest";
import type { AdapterOptions, Webhooks } from "../../src/adapters/options.js";
import { bearer, createWebhook, type HookloomError, type Webhook } from "../../src/index.js";
import { hosts, type RunningHost } from "./support/hosts.js";
import { createRecorder, echo, type Recorder, webhooks } from "./support/recorder.js";

const fail = (): never => {
  throw new Error("secret of the host");
};
const failLater = async (): Promise<never> => {
  await sleep(1);
  return fail();
};

describe.each(Object.entries(hosts))("%s", (name, start) => {
  /** Starts the host with these options, and stops it after the test. */
  async function withHost(
    options: Partial<AdapterOptions>,
    run: (host: RunningHost, recorder: Recorder) => Promise<void>,
    served: Webhooks = webhooks,
  ): Promise<void> {
    const recorder = createRecorder(options);
    const host = await start(served, recorder.options);
    try {
      await run(host, recorder);
    } finally {
      await host.close();
    }
  }

  const unavailable = {
    status: 503,
    text: "",
    headers: { "retry-after": "10", "cache-control": "no-store" },
  };

  test("answers only once the event has been taken", async () => {
    const steps: string[] = [];
    const onEvent = async () => {
      await sleep(20);
      steps.push("taken");
    };
    await withHost({ onEvent }, async (host) => {
      expect(await host.call({ body: "x" })).toMatchObject({ status: 204 });
      steps.push("answered");
    });
    expect(steps).toEqual(["taken", "answered"]);
  });

  test("answers only once the failure has been taken", async () => {
    const steps: string[] = [];
    const onFailure = async () => {
      await sleep(20);
      steps.push("taken");
    };
    await withHost({ onFailure }, async (host) => {
      expect(await host.call({ path: "/hooks/broken" })).toMatchObject({ status: 400 });
      steps.push("answered");
    });
    expect(steps).toEqual(["taken", "answered"]);
  });

  test.each(["fail", "failLater"])("asks to come again where the event is not taken: %s", async (how) => {
    await withHost({ onEvent: how === "fail" ? fail : failLater }, async (host, { faults }) => {
      expect(await host.call({ body: "x" })).toMatchObject(unavailable);
      expect(faults).toMatchObject([
        {
          error: { message: "secret of the host" },
          info: { during: "onEvent", slug: "orders", method: "POST" },
        },
      ]);
    });
  });

  test("asks to come again where the failure is not taken", async () => {
    await withHost({ onFailure: failLater }, async (host, { faults }) => {
      expect(await host.call({ path: "/hooks/broken" })).toMatchObject(unavailable);
      expect(faults).toMatchObject([{ info: { during: "onFailure", webhook: { name: "Echo broken" } } }]);
    });
  });

  test("drops failures that nobody wants", async () => {
    await withHost({ onFailure: undefined }, async (host, { faults }) => {
      expect(await host.call({ path: "/hooks/broken" })).toMatchObject({ status: 400 });
      expect(faults).toEqual([]);
    });
  });

  test.each([fail, failLater])("survives an onError that fails", async (onError) => {
    await withHost({ onEvent: fail, onError }, async (host) => {
      expect(await host.call({ body: "x" })).toMatchObject(unavailable);
    });
  });

  test("lets in whom authorize lets in, before the body is read", async () => {
    const seen: unknown[] = [];
    const authorize: AdapterOptions["authorize"] = async ({ headers, webhook, url, method, slug }) => {
      seen.push([webhook.id, slug, method, url, headers["x-who"]]);
      return headers.authorization === "Bearer good";
    };
    await withHost({ authorize, maxBodyBytes: 1 }, async (host, { events, failures }) => {
      const path = "/hooks/orders?key=1";
      const body = "xx";
      const answer = await host.call({ path, body, headers: { "x-who": ["me", "you"] } });
      expect(answer).toMatchObject({ status: 401, text: "", headers: { "www-authenticate": "Bearer" } });
      expect(await host.call({ path, body, headers: { authorization: "Bearer bad" } })).toMatchObject({
        status: 403,
        text: "",
      });
      expect([events, failures]).toEqual([[], []]);
      expect(await host.call({ path, body, headers: { authorization: "Bearer good" } })).toMatchObject({
        status: 413,
      });
      expect(seen[0]).toEqual(["id-of-orders", "orders", "POST", path, "me, you"]);
      expect(await host.call({ path: "/hooks/nobody" })).toMatchObject({ status: 404 });
      expect(seen.length).toBe(3);
      expect(failures.length).toBe(1);
      expect(JSON.stringify(failures[0]?.failure)).not.toContain("Bearer good");
    });
  });

  test("takes bearer keys", async () => {
    await withHost({ authorize: bearer(["old", "new"]) }, async (host, { events }) => {
      for (const [authorization, status] of [
        ["Bearer old", 204],
        ["bearer new", 204],
        ["Bearer newer", 403],
        ["Basic old", 403],
      ] as const) {
        expect(await host.call({ headers: { authorization } })).toMatchObject({ status });
      }
      expect(events.length).toBe(2);
      expect(JSON.stringify(events)).not.toContain("Bearer");
    });
  });

  test("takes a key for each webhook", async () => {
    const doors = new Map([["id-of-orders", bearer("key")]]);
    const authorize: AdapterOptions["authorize"] = (info) => doors.get(info.webhook.id)?.(info) ?? false;
    await withHost({ authorize }, async (host) => {
      const headers = { authorization: "Bearer key" };
      expect(await host.call({ headers })).toMatchObject({ status: 204 });
      expect(await host.call({ headers, path: "/hooks/text" })).toMatchObject({ status: 403 });
      expect(await host.call({ path: "/hooks/text" })).toMatchObject({ status: 401 });
    });
  });

  test("does not let in anybody where authorize fails, or gives no boolean", async () => {
    await withHost({ authorize: failLater }, async (host, { faults, events }) => {
      expect(await host.call()).toMatchObject(unavailable);
      expect(faults).toMatchObject([{ info: { during: "authorize" } }]);
      expect(events).toEqual([]);
    });
    await withHost({ authorize: (() => "yes") as never }, async (host) => {
      expect(await host.call()).toMatchObject({ status: 401 });
    });
  });

  test("looks webhooks up by a function", async () => {
    const asked: string[] = [];
    const resolve = async (slug: string): Promise<Webhook | null> => {
      asked.push(slug);
      await sleep(1);
      if (slug === "fail") fail();
      return webhooks.get(slug) ?? null;
    };
    await withHost(
      {},
      async (host, { faults }) => {
        expect(await host.call()).toMatchObject({ status: 204 });
        expect(await host.call({ path: "/hooks/nobody" })).toMatchObject({ status: 404 });
        expect(await host.call({ path: "/hooks/off" })).toMatchObject({ status: 404 });
        expect(await host.call({ path: "/hooks/a.b" })).toMatchObject({ status: 404 });
        expect(faults).toEqual([]);
        expect(await host.call({ path: "/hooks/fail" })).toMatchObject(unavailable);
        expect(faults).toMatchObject([{ info: { during: "resolve", webhook: undefined, slug: "fail" } }]);
      },
      resolve,
    );
    expect(asked).toEqual(["orders", "nobody", "off", "fail"]);
  });

  test("says what is wrong with a look-up that gives no webhook", async () => {
    const { receive } = echo("orders");
    const wrong = [
      {},
      "orders",
      1,
      true,
      [],
      { definition: { enabled: true } },
      { receive },
      { receive, definition: null },
      {
        receive,
        get definition() {
          throw new Error("of the host");
        },
      },
    ];
    for (const found of wrong) {
      await withHost(
        {},
        async (host, { faults, events }) => {
          expect(await host.call()).toMatchObject(unavailable);
          expect(faults).toMatchObject([{ info: { during: "resolve", webhook: undefined, slug: "orders" } }]);
          const { code, message } = (faults[0] as { error: HookloomError }).error;
          expect(code ?? message).toMatch(/^(option_invalid|of the host)$/);
          expect(events).toEqual([]);
        },
        (() => found) as never,
      );
    }
  });

  test("serves a single webhook, by its slug or at a path of its own", async () => {
    await withHost(
      {},
      async (host) => {
        expect(await host.call()).toMatchObject({ status: 204 });
        expect(await host.call({ path: "/hooks/other" })).toMatchObject({ status: 404 });
      },
      echo("orders"),
    );
    await withHost(
      { path: "/in" },
      async (host, { events }) => {
        expect(await host.call({ path: "/in?x=1" })).toMatchObject({ status: 204 });
        expect(events[0]?.info).toMatchObject({ slug: "", url: "/in?x=1" });
        expect(await host.call({ path: "/in/orders" })).toMatchObject({ status: 404 });
      },
      echo(""),
    );
  });

  test("serves at another path", async () => {
    await withHost({ path: "/a/:slug/in" }, async (host, { events }) => {
      expect(await host.call({ path: "/a/orders/in" })).toMatchObject({ status: 204 });
      expect(await host.call({ path: "/hooks/orders" })).toMatchObject({ status: 404 });
      expect(events.length).toBe(1);
    });
  });

  test("refuses what arrives after the host has begun to shut down", async () => {
    const shutdown = new AbortController();
    await withHost({ signal: shutdown.signal }, async (host, { events, faults }) => {
      expect(await host.call()).toMatchObject({ status: 204 });
      shutdown.abort();
      expect(await host.call()).toMatchObject(unavailable);
      expect([events.length, faults.length]).toEqual([1, 0]);
    });
  });

  test.each(["POST", "GET"])(
    "refuses a %s that waits for authorize while the host shuts down",
    async (method) => {
      const shutdown = new AbortController();
      const authorize = () => {
        shutdown.abort();
        return true;
      };
      await withHost({ signal: shutdown.signal, authorize }, async (host, { events, faults }) => {
        expect(await host.call({ method })).toMatchObject(unavailable);
        expect([events.length, faults.length]).toEqual([0, 0]);
      });
    },
  );

  test("has one listener on the host's signal, however many requests there are", async () => {
    const { signal } = new AbortController();
    const listen = vi.spyOn(signal, "addEventListener");
    await withHost({ signal, onEvent: () => sleep(20) }, async (host) => {
      const calls = Array.from({ length: 12 }, () => host.call({ body: "x" }));
      for (const { status } of await Promise.all(calls)) expect(status).toBe(204);
    });
    expect(listen).toHaveBeenCalledTimes(1);
  });

  test("tells each callback as much as a copy of what it was told", async () => {
    const told: string[][] = [];
    const note = (info: object) => {
      const copy = { ...info } as { signal?: unknown };
      expect(copy.signal).toBeInstanceOf(AbortSignal);
      return told.push(Object.keys(copy).sort());
    };
    const options: Partial<AdapterOptions> = {
      onEvent: (_event, info) => note(info),
      onFailure: (_failure, info) => note(info),
      authorize: (info) => note(info) > 0,
    };
    await withHost(options, async (host) => {
      await host.call();
      await host.call({ path: "/hooks/broken" });
    });
    const all = ["method", "signal", "slug", "url", "webhook"];
    const [authorize, onFailure] = [["headers", ...all], ["error", ...all, "status"].sort()];
    expect(told).toEqual([authorize, all, authorize, onFailure]);
  });

  test("tells a callback that the host is shutting down", async () => {
    const shutdown = new AbortController();
    let stopped = false;
    const onEvent: AdapterOptions["onEvent"] = async (_event, { signal }) => {
      setImmediate(() => shutdown.abort());
      await new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
      stopped = true;
    };
    await withHost({ signal: shutdown.signal, onEvent }, async (host) => {
      expect(await host.call()).toMatchObject({ status: 204 });
      expect(stopped).toBe(true);
    });
  });

  test("keeps to a webhook's own limits", async () => {
    const small = createWebhook(
      { id: "1", name: "small", slug: "orders", template: "{}" },
      { limits: { body: 3 } },
    );
    await withHost(
      {},
      async (host) => {
        expect(await host.call({ body: "xxxx" })).toMatchObject({ status: 413 });
        expect(await host.call({ body: "xxx" })).toMatchObject({ status: 400 });
      },
      small,
    );
  });

  test.runIf(name === "fetch")("says who failed on the console by default", async () => {
    const error = vi.spyOn(console, "error").mockImplementation(() => {});
    try {
      await withHost({ onEvent: fail, onError: undefined }, async (host) => {
        expect(await host.call({ body: "x" })).toMatchObject(unavailable);
      });
      expect(error.mock.calls).toEqual([
        ["hookloom: onEvent failed for a POST to the webhook 'Echo orders':", expect.any(Error)],
      ]);
    } finally {
      error.mockRestore();
    }
  });
});
