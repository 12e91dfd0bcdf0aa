import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { entries } from "./support/entries.js";
import { entryFiles, publicNames } from "./support/public-names.js";

const {
  ".": hookloom,
  "./jinja": jinja,
  "./analyze": analyze,
  "./humanize": humanize,
  "./humanize/locales": locales,
  "./humanize/po": po,
  "./nested-form": nestedForm,
  "./cloudevents": cloudevents,
  "./fetch": fetch,
  "./node": node,
  "./express": express,
  "./fastify": fastify,
  "./testing": testing,
  "./nunjucks": nunjucks,
} = entries;

test("every entry is looked at here, and is in the reference", () => {
  expect(Object.keys(entries).sort(), "the exports of package.json").toEqual([...entryFiles.keys()].sort());
  const files = [...entryFiles.values()].map((file) => `../${file}`);
  const typedoc = readFileSync(new URL("../docs/typedoc.json", import.meta.url), "utf8");
  const { entryPoints } = JSON.parse(typedoc) as { entryPoints: string[] };
  expect(entryPoints.sort(), "the entryPoints of docs/typedoc.json").toEqual(files.sort());
});

/** Adding a public name is a decision: it shows here. */
test("hookloom exports these names", () => {
  expect(Object.keys(hookloom).sort()).toMatchInlineSnapshot(`
    [
      "HookloomError",
      "bearer",
      "bodyReaders",
      "buildEvent",
      "buildFailure",
      "checkTemplate",
      "compileTemplate",
      "createWebhook",
      "defaultLimits",
      "definitionSchema",
      "errorCodes",
      "errorMeanings",
      "eventSchema",
      "explainTemplate",
      "failedEventName",
      "fromCloudEvent",
      "generateSlug",
      "isHookloomError",
      "limitTable",
      "methods",
      "parseRequest",
      "prefectLimits",
      "renderTemplate",
      "replay",
      "ruleTable",
      "secretHeaders",
      "serializeEvent",
    ]
  `);
});

test("hookloom/jinja exports these names", () => {
  expect(Object.keys(jinja).sort()).toMatchInlineSnapshot(`
    [
      "Environment",
      "HookloomError",
      "Template",
      "date",
      "datetime",
      "defineFilter",
      "defineGlobal",
      "defineTest",
      "float",
      "isHookloomError",
      "parameters",
      "time",
      "timedelta",
      "tuple",
    ]
  `);
});

test("parameters are the kinds of parameters alone", () => {
  expect(Object.keys(jinja.parameters).sort().join(" ")).toBe(
    "any double flag given index int keywords optionalIndex optionalInt rest size softText str text",
  );
});

test("hookloom/analyze exports these names", () => {
  expect(Object.keys(analyze).sort()).toEqual(["analyzeTemplate", "requestSchema", "requestType"]);
});

test("hookloom/humanize and its parts export these names", () => {
  expect(Object.keys(humanize)).toEqual(["humanize"]);
  expect(Object.keys(locales).sort()).toEqual([
    "brazilianPortuguese",
    "french",
    "german",
    "japanese",
    "russian",
    "spanish",
  ]);
  expect(Object.keys(po)).toEqual(["readPo"]);
});

test("hookloom/testing exports these names", () => {
  expect(Object.keys(testing).sort()).toMatchInlineSnapshot(`
    [
      "ExpectationError",
      "diffLines",
      "expectCase",
      "expectEvent",
      "expectFailure",
      "formatDiff",
      "formatResult",
      "http",
      "loadCases",
      "readFolder",
      "readHttpFile",
      "readManifest",
      "receiveCase",
      "request",
      "runCase",
      "testWebhook",
    ]
  `);
});

test("the small entries export one name or two", () => {
  expect(
    [nestedForm, cloudevents, nunjucks].map((entry) => Object.keys(entry).sort()),
  ).toMatchInlineSnapshot(`
    [
      [
        "nestedForm",
      ],
      [
        "fromSdkEvent",
        "toCloudEvent",
      ],
      [
        "nunjucksEngine",
      ],
    ]
  `);
});

test("each adapter exports one name", () => {
  expect([express, fastify, fetch, node].map((adapter) => Object.keys(adapter))).toEqual([
    ["toExpressHandler"],
    ["toFastifyPlugin"],
    ["toFetchHandler"],
    ["toNodeHandler"],
  ]);
});

test("the entries export these types", () => {
  const types = Object.entries(entries).map(([entry, values]) => {
    // Some are exported in a group, by one name.
    const named = { ...values, ...Object.assign({}, ...Object.values(values).filter(isGroup)) } as object;
    const names = publicNames(entryFiles.get(entry) as string).map(({ name }) => name);
    return [entry, [...new Set(names)].filter((name) => !Object.hasOwn(named, name)).sort()];
  });
  expect(Object.fromEntries(types)).toMatchInlineSnapshot(`
    {
      ".": [
        "BodyKind",
        "BodyReader",
        "BuildEventOptions",
        "BuildFailureOptions",
        "CheckOptions",
        "CompileOptions",
        "CompiledTemplate",
        "ErrorCode",
        "ErrorInfo",
        "ErrorOptions",
        "ErrorReport",
        "Event",
        "EventDraft",
        "ExplainOptions",
        "ExplainedFault",
        "ExplainedMissing",
        "ExplainedOutput",
        "ExplainedPlace",
        "ExplainedTag",
        "ExplainedValue",
        "Explanation",
        "FailureEvent",
        "FailurePayload",
        "Finding",
        "Glimpse",
        "HeadersInput",
        "HookRequest",
        "Issue",
        "Json",
        "LimitInfo",
        "LimitName",
        "Limits",
        "Location",
        "MediaType",
        "Outcome",
        "ParseRequestOptions",
        "Refusal",
        "RequestContext",
        "Resource",
        "RuleInfo",
        "RuleName",
        "Severity",
        "Span",
        "TemplateEngine",
        "Webhook",
        "WebhookDefinition",
        "WebhookIdentity",
        "WebhookOptions",
      ],
      "./analyze": [
        "AnalyzeOptions",
        "AnalyzedLoop",
        "AnalyzedPlace",
        "PathStep",
        "ReadPath",
        "ReadType",
        "RequestSchema",
        "RequestTypeOptions",
        "TemplateAnalysis",
        "UsedName",
        "UsedTemplate",
      ],
      "./cloudevents": [
        "ToCloudEventOptions",
      ],
      "./express": [
        "AdapterOptions",
        "AuthorizeInfo",
        "ExpressHandler",
        "FailureInfo",
        "FaultInfo",
        "HookInfo",
        "ResolveWebhook",
        "Webhooks",
      ],
      "./fastify": [
        "AdapterOptions",
        "AuthorizeInfo",
        "FailureInfo",
        "FastifyInstanceLike",
        "FastifyPlugin",
        "FaultInfo",
        "HookInfo",
        "ResolveWebhook",
        "Webhooks",
      ],
      "./fetch": [
        "AdapterOptions",
        "AuthorizeInfo",
        "FailureInfo",
        "FaultInfo",
        "FetchHandler",
        "HookInfo",
        "ResolveWebhook",
        "Webhooks",
      ],
      "./humanize": [
        "Catalogue",
        "HumanizeFilters",
        "HumanizeOptions",
      ],
      "./humanize/locales": [],
      "./humanize/po": [
        "Catalogue",
      ],
      "./jinja": [
        "AnyDefinition",
        "Definition",
        "EnvironmentOptions",
        "FilterDefinition",
        "FilterOption",
        "HostFunction",
        "Parameter",
        "ParameterValues",
        "State",
        "TestDefinition",
        "TestOption",
        "Value",
        "Variables",
      ],
      "./nested-form": [],
      "./node": [
        "AdapterOptions",
        "AuthorizeInfo",
        "FailureInfo",
        "FaultInfo",
        "HookInfo",
        "NodeHandler",
        "NodeRequest",
        "NodeResponse",
        "ResolveWebhook",
        "Webhooks",
      ],
      "./nunjucks": [
        "TemplateEngine",
      ],
      "./testing": [
        "CaseResult",
        "CaseSettings",
        "DiffLine",
        "EventAssertion",
        "ExpectOptions",
        "Expectation",
        "FailureAssertion",
        "FileRequest",
        "FolderCase",
        "FolderFiles",
        "LoadedCase",
        "PartialEvent",
        "RequestParts",
        "TemplateCase",
        "TestWebhook",
      ],
    }
  `);
});

function isGroup(value: unknown): boolean {
  return Object.prototype.toString.call(value) === "[object Module]";
}
