import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };
import { entries } from "./support/entries.js";

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
  const { "./package.json": _manifest, ...sources } = manifest.exports;
  expect(Object.keys(entries).sort(), "the exports of package.json").toEqual(Object.keys(sources).sort());
  const files = Object.values(sources).map(({ default: file }) =>
    file.replace("./dist/", "../src/").replace(/\.js$/, ".ts"),
  );
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
