import { expect, test } from "vitest";
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
      "Template",
      "date",
      "datetime",
      "float",
      "isHookloomError",
      "time",
      "timedelta",
      "tuple",
    ]
  `);
});
