import { inspect } from "node:util";
import { describe, expect, test } from "vitest";
import { analyzeTemplate } from "../src/analyze/index.js";
import { createWebhook, type HookloomError, isHookloomError, parseRequest } from "../src/index.js";
import * as jinja from "../src/jinja/index.js";
import { ExpectationError, testWebhook } from "../src/testing/index.js";
import { entries } from "./support/entries.js";

const { defineFilter, Environment, parameters } = jinja;

const template = '{"event": "e", "resource": {"prefect.resource.id": "{{ body.a }}"}}';
const definition = { id: "1", name: "n", slug: "s", template };
const request = { method: "POST", headers: {}, body: '{"a": 1}' };
const cloudEvent = { specversion: "1.0", id: "1", source: "/s", type: "t" };
const webhook = createWebhook(definition);
const [outcome, broken] = [webhook, createWebhook({ ...definition, template: "{{ 1 / 0 }}" })].map((each) =>
  each.receive(request),
);
const event = outcome?.ok === true ? outcome.event : undefined;
const { failure, error } = broken?.ok === false ? broken : {};
const context = parseRequest(request);
const analysis = analyzeTemplate(template);
const given = { name: "n", template, request, expected: { event } };
const result = { name: "n", ok: true, outcome };
const onEvent = () => {};
const declaration = defineFilter({
  name: "f",
  params: [parameters.any("value")],
  run: (_state, value) => value,
});

/** Arguments that are right; the last of them are options, where there are such. */
interface Call {
  readonly args: readonly unknown[];
  readonly hasOptions?: boolean;
}

const takes = (...args: unknown[]): Call => ({ args });
const takesOptions = (...args: unknown[]): Call => ({ args, hasOptions: true });

/** Every public function: a new one has to be here, and so to be tried. */
const calls: Record<string, Call> = {
  createWebhook: takesOptions(definition, {}),
  parseRequest: takesOptions(request, {}),
  compileTemplate: takesOptions(template, {}),
  renderTemplate: takesOptions(template, {}, {}),
  checkTemplate: takesOptions(template, {}),
  explainTemplate: takesOptions(template, {}, {}),
  analyzeTemplate: takesOptions(template, {}),
  requestType: takesOptions(analysis, {}),
  requestSchema: takes(analysis),
  replay: takesOptions(failure, template, {}),
  buildEvent: takesOptions(JSON.stringify(event), { context, webhook: definition }),
  buildFailure: takesOptions(error, { webhook: definition }),
  fromCloudEvent: takes(JSON.stringify(cloudEvent), { "content-type": "application/cloudevents+json" }),
  fromSdkEvent: takes(cloudEvent),
  toCloudEvent: takesOptions(event, {}),
  serializeEvent: takes(event),
  generateSlug: takes(),
  isHookloomError: takes(1),
  HookloomError: takes("option_invalid", "text", {}),
  bearer: takes("key"),
  toFetchHandler: takesOptions(webhook, { onEvent }),
  toNodeHandler: takesOptions(webhook, { onEvent }),
  toExpressHandler: takesOptions(webhook, { onEvent }),
  toFastifyPlugin: takesOptions(webhook, { onEvent }),
  humanize: takesOptions({}),
  readPo: takes("", "de"),
  nunjucksEngine: takes({ getTemplate() {} }),
  Environment: takesOptions({}),
  // An environment makes these.
  Template: takes(),
  date: takes(2024, 1, 2),
  datetime: takes(2024, 1, 2),
  time: takes(1, 2),
  timedelta: takes({ days: 1 }),
  float: takes(1),
  tuple: takes(1),
  defineFilter: takes(declaration),
  defineTest: takes(declaration),
  defineGlobal: takes(declaration),
  testWebhook: takesOptions(template, {}),
  request: takesOptions({}),
  http: takes(["POST /\n\n"]),
  expectCase: takesOptions(given, {}),
  expectEvent: takesOptions(template, request, {}, {}),
  expectFailure: takesOptions("{{ 1 / 0 }}", request, {}, {}),
  runCase: takesOptions(given, {}),
  receiveCase: takesOptions(given, {}),
  loadCases: takes("examples/hooks"),
  readFolder: takes("n", {}, {}),
  readHttpFile: takes("POST /", "file"),
  readManifest: takes("[]", () => "", "file"),
  diffLines: takes("a", "b"),
  formatDiff: takes([]),
  formatResult: takes(result),
  ExpectationError: takes(result, {}),
};

const environment = new Environment();
const tested = testWebhook(template);
const expected = tested.expectEvent(request);

/** The functions of what they make. */
const methods: Record<string, readonly [of: object, call: Call]> = {
  addFilters: [environment, takes({})],
  addTests: [environment, takes({})],
  fromString: [environment, takes("", null)],
  getTemplate: [new Environment({ templates: { a: "" } }), takes("a")],
  render: [environment.fromString("{{ a }}"), takes({})],
  receive: [webhook, takes(request)],
  refuse: [webhook, takes(request, error)],
  at: [tested, takes("2024-03-15")],
  with: [tested, takesOptions({})],
  expectEvent: [tested, takes(request)],
  expectFailure: [tested, takes({ ...request, body: "{}" })],
  toMatch: [expected, takes({})],
  toEqual: [expected, takes(event)],
};

const junk: readonly unknown[] = [
  null,
  undefined,
  "text",
  5,
  Number.NaN,
  true,
  1n,
  Symbol("s"),
  [],
  [null],
  () => 1,
  new Map(),
  new Date(),
  Object.create(null),
  { nope: 1 },
];

type Callable = (...args: unknown[]) => unknown;

/** What comes of a call with one wrong argument: the error, or nothing. Whatever it is, it is typed. */
function outcomeOf(name: string, run: () => unknown): HookloomError | undefined {
  try {
    run();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof ExpectationError) return undefined;
    expect(isHookloomError(thrown), `${name} threw ${String(thrown)}`).toBe(true);
    return thrown as HookloomError;
  }
}

function check(name: string, run: Callable, { args, hasOptions = false }: Call): void {
  const last = args.length - 1;
  for (const index of args.keys()) {
    for (const wrong of junk) {
      const what = `${name} with ${inspect(wrong)} as argument ${index + 1}`;
      const thrown = outcomeOf(what, () => run(...args.with(index, wrong)));
      const isRefused = hasOptions && index === last && wrong !== undefined && !isBare(wrong);
      if (isRefused) expect(thrown?.code, what).toBe("option_invalid");
    }
  }
  if (hasOptions) {
    const stranger = { ...(args[last] as object), nope: 1 };
    expect(() => run(...args.with(last, stranger)), name).toThrow("There is no option called 'nope'");
  }
}

/** An object without anything in it may stand for no options. */
function isBare(value: unknown): boolean {
  return (
    typeof value === "object" &&
    value !== null &&
    !(Symbol.iterator in value) &&
    Object.keys(value).length === 0
  );
}

describe("a wrong argument is told as such:", () => {
  const functions = Object.values(entries).flatMap((entry) =>
    Object.entries(entry).filter(([, value]) => typeof value === "function"),
  );

  test("every public function is looked at here", () => {
    expect([...new Set(functions.map(([name]) => name))].sort()).toEqual(Object.keys(calls).sort());
  });

  test.each(functions)("%s", (name, value) => {
    const isClass = String(value).startsWith("class");
    const run: Callable = isClass ? (...args) => Reflect.construct(value, args) : (...args) => value(...args);
    check(name, run, calls[name] as Call);
  });

  test.each(Object.entries(methods))("%s()", (name, [of, call]) => {
    check(name, (...args) => (of as Record<string, Callable>)[name]?.(...args), call);
  });

  test.each(Object.entries(jinja.parameters))("parameters.%s", (name, make) => {
    check(name, make as Callable, takes("value", undefined));
  });
});
