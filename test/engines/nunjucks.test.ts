import { Environment } from "nunjucks";
import { describe, expect, test } from "vitest";
import { nunjucksEngine, type TemplateEngine } from "../../src/engines/nunjucks.js";
import {
  compileTemplate,
  createWebhook,
  type HookRequest,
  isHookloomError,
  parseRequest,
  type WebhookOptions,
} from "../../src/index.js";

const engine = nunjucksEngine(new Environment(null, { autoescape: false }));

const post = (body: string, type = "application/json"): HookRequest => ({
  method: "POST",
  headers: { "Content-Type": type, "X-Kind": "order" },
  body,
});

function receive(template: string, request: HookRequest, options: WebhookOptions = { engine }) {
  return createWebhook({ id: "w", name: "hook", template }, options).receive(request);
}

function codeOf(run: () => unknown): string {
  try {
    run();
  } catch (error) {
    if (isHookloomError(error)) return error.code;
    throw error;
  }
  return "none";
}

describe("a webhook with nunjucks", () => {
  test("makes an event of what nunjucks renders", () => {
    const template = `{"event": "{{ headers['x-kind'] }}.{{ method }}", "resource": {"prefect.resource.id": {{ body.id | dump }}},
      "payload": {"first": {{ body.list.slice(0, 1) | dump }}, "gone": "{{ body.gone.of.it }}"}}`;
    expect(receive(template, post('{"id": "a\\"b", "list": [1.0, 2]}'))).toMatchObject({
      ok: true,
      event: {
        event: "order.POST",
        resource: { "prefect.resource.id": 'a"b' },
        payload: { first: [1], gone: "" },
        related: [{ "prefect.resource.id": "prefect-cloud.webhook.w" }],
      },
    });
  });

  test("uses the filters, globals and templates of the host's environment", () => {
    const environment = new Environment(
      {
        getSource: (name: string) => ({ src: `<${name}>`, path: name, noCache: true }),
      },
      { autoescape: false },
    );
    environment.addFilter("shout", (text: string) => `${text}!`);
    environment.addGlobal("site", "shop");
    const source = '{{ site }} {{ body.name | shout }} {% include "part" %}';
    const template = compileTemplate(source, { engine: nunjucksEngine(environment) });
    expect(template.render(parseRequest(post('{"name": "Ada"}')))).toBe("shop Ada! <part>");
    expect(template.render({ body: { name: "Zoë" } })).toBe("shop Zoë! <part>");
    expect(template.source).toBe(source);
  });

  test("reads forms and text, and keeps big ints", () => {
    const render = (source: string, request: HookRequest) =>
      compileTemplate(source, { engine }).render(parseRequest(request));
    expect(render("{{ body.a }}", post("a=1&b=2", "application/x-www-form-urlencoded"))).toBe("1");
    expect(render("{{ body }}", post("plain", "text/plain"))).toBe("plain");
    expect(render("{{ body.n }}", post('{"n": 12345678901234567890}'))).toBe("12345678901234567890");
  });

  test("gives templates a copy of the data", () => {
    const template = compileTemplate("{{ body.list.push(9) }}{{ body.list.length }}", { engine });
    const context = parseRequest(post('{"list": [1]}'));
    expect([template.render(context), template.render(context)]).toEqual(["22", "22"]);
    expect(context.body).toEqual({ list: [1] });
  });

  test("prints a template without tags as nunjucks does, its comments left out", () => {
    expect(compileTemplate("a{# b #}c", { engine }).render({})).toBe("ac");
  });
});

test.each([[undefined], [null], [{}], ["env"]])("%j is no environment", (environment) => {
  expect(codeOf(() => nunjucksEngine(environment as never))).toBe("option_invalid");
});

test("what is no text never comes to an engine", () => {
  expect(codeOf(() => compileTemplate(5 as never, { engine }))).toBe("option_invalid");
});

describe("what fails in an engine", () => {
  test("while compiling, fails the webhook without a word of the template", () => {
    const run = () => createWebhook({ id: "w", name: "hook", template: "{% secret %}" }, { engine });
    expect(run).toThrow(expect.objectContaining({ code: "engine_compile", stage: "compile" }) as Error);
    expect(run).not.toThrow(/secret/);
  });

  test("while rendering, makes a failure that holds nothing of the engine's message", () => {
    const environment = new Environment(null, { autoescape: false });
    environment.addFilter("fail", (text: string) => {
      throw new Error(`cannot take ${text}`);
    });
    const outcome = receive("{{ body.pin | fail }}", post('{"pin": "hunter2"}'), {
      engine: nunjucksEngine(environment),
    });
    if (outcome.ok) throw new Error("It rendered");
    expect(outcome.error).toMatchObject({ code: "engine_render", stage: "render" });
    expect(JSON.stringify(outcome.error)).not.toContain("hunter2");
    expect(outcome.error.message).not.toContain("hunter2");
    expect(String((outcome.error.cause as Error).message)).toContain("hunter2");
    expect(outcome.failure.event).toBe("prefect-cloud.webhook.failed");
  });

  const odd: [title: string, render: () => unknown][] = [
    ["a promise", () => Promise.resolve("text")],
    ["nothing", () => undefined],
    ["a number", () => 1],
    ["an error", () => Promise.reject.call(undefined, "not a constructor")],
  ];
  test.each(odd)("gives %s", (_title, render) => {
    const template = compileTemplate("x", { engine: { compile: () => render as () => string } });
    expect(codeOf(() => template.render({}))).toBe("engine_render");
  });

  test("prints too much", () => {
    const wide: TemplateEngine = { compile: () => () => "é".repeat(50) };
    const render = (output: number) => compileTemplate("x", { engine: wide, limits: { output } }).render({});
    expect(render(100)).toHaveLength(50);
    expect(codeOf(() => render(99))).toBe("output_limit");
  });
});

describe("the options of a webhook with another engine", () => {
  test("are refused where the engine cannot heed them", () => {
    for (const option of [{ filters: {} }, { escape: "json" }, { undefined: "strict" }] as WebhookOptions[]) {
      expect(codeOf(() => receive("x", post("{}"), { engine, ...option }))).toBe("option_invalid");
    }
    expect(codeOf(() => receive("x", post("{}"), { engine: {} as TemplateEngine }))).toBe("option_invalid");
  });

  test("are heeded where they are the webhook's own", () => {
    const id = "0196f0a3-7a4e-7d3c-8f1a-0123456789ab";
    const options = { engine, now: () => new Date(0), generateId: () => id, limits: { body: 9 }, redact: [] };
    const template = '{"event": "e", "resource": {"prefect.resource.id": "r"}}';
    expect(receive(template, post("{}"), options)).toMatchObject({
      event: { id, occurred: "1970-01-01T00:00:00Z" },
    });
    expect(receive(template, post('{"a": 12345}'), options)).toMatchObject({ error: { code: "body_limit" } });
  });
});
