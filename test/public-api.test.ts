import { expect, test } from "vitest";
import * as express from "../src/adapters/express.js";
import * as fastify from "../src/adapters/fastify.js";
import * as fetch from "../src/adapters/fetch.js";
import * as node from "../src/adapters/node.js";
import * as analyze from "../src/analyze/index.js";
import * as humanize from "../src/humanize/index.js";
import * as locales from "../src/humanize/locales/index.js";
import * as po from "../src/humanize/po.js";
import * as hookloom from "../src/index.js";
import * as jinja from "../src/jinja/index.js";

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

test("each adapter exports one name", () => {
  expect([express, fastify, fetch, node].map((adapter) => Object.keys(adapter))).toEqual([
    ["toExpressHandler"],
    ["toFastifyPlugin"],
    ["toFetchHandler"],
    ["toNodeHandler"],
  ]);
});
