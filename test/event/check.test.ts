import fc from "fast-check";
import { expect, test } from "vitest";
import type * as z from "zod/mini";
import type { Issue } from "../../src/errors/error.js";
import { checkEvent, messages } from "../../src/event/check.js";
import type { Json } from "../../src/event/event.js";
import { makeEventSchema } from "../../src/event/schema.js";
import { resolveLimits } from "../../src/limits.js";

const limits = resolveLimits({ eventName: 8, resourceLabels: 3, relatedResources: 2 });

const label = fc.oneof(fc.string(), fc.constantFrom<Json>("", 1, null, true, []));
const goodLabels = fc.record(
  {
    "prefect.resource.id": fc.string({ minLength: 1 }),
    "prefect.resource.role": fc.string({ minLength: 1 }),
    a: fc.string(),
  },
  { requiredKeys: ["prefect.resource.id"] },
);
const anyLabels = fc.dictionary(
  fc.constantFrom("prefect.resource.id", "prefect.resource.role", "a", "b", "__proto__", "constructor"),
  label,
);
const labels = fc.oneof(
  { weight: 9, arbitrary: goodLabels as fc.Arbitrary<Json> },
  anyLabels as fc.Arbitrary<Json>,
);
const uuid = fc.oneof(
  { weight: 9, arbitrary: fc.uuid() as fc.Arbitrary<Json> },
  fc.uuid().map((id) => `{${id.toUpperCase()}}`),
  fc.constantFrom<Json>("", "x", 5, null),
);
const anything = fc.constantFrom<Json>(null, 5, "text", [], {}, true);

/** Nearly right, so that the rules decide. */
const nearlyEvent = fc.record(
  {
    event: fc.oneof({ weight: 9, arbitrary: fc.string({ unit: "grapheme", maxLength: 6 }) }, anything),
    resource: fc.oneof({ weight: 9, arbitrary: labels }, anything),
    related: fc.oneof({ weight: 9, arbitrary: fc.array(labels, { maxLength: 3 }) }, anything),
    payload: fc.oneof(
      { weight: 9, arbitrary: fc.dictionary(fc.string(), fc.jsonValue() as fc.Arbitrary<Json>) },
      anything,
    ),
    occurred: fc.oneof(
      { weight: 5, arbitrary: fc.date({ noInvalidDate: true }).map((date) => date.toJSON()) },
      fc.integer(),
      fc.double(),
      anything,
    ),
    id: uuid,
    follows: uuid,
    more: fc.jsonValue() as fc.Arbitrary<Json>,
  },
  { requiredKeys: ["event", "resource"] },
) as fc.Arbitrary<Json>;

/** What the schema finds, by the names that Prefect's validation has for it. */
const schema = makeEventSchema(limits);

function findBySchema(json: Json): Issue[] {
  const { error } = schema.safeParse(json);
  return (error?.issues ?? []).map((issue) => ({
    path: issue.path as Issue["path"],
    rule: ruleOf(issue),
    message: issue.message,
  }));
}

function ruleOf(issue: z.core.$ZodIssue): string {
  if (issue.code === "custom") return String(issue.params?.rule);
  const rules = Object.keys(messages) as (keyof typeof messages)[];
  const isField = issue.path.length > 0;
  return (
    rules.find((rule) => messages[rule] === issue.message && (rule === "model_type") !== isField) ??
    issue.code
  );
}

/** Labels called `__proto__`, which zod passes over. */
const hasProto = (json: Json) => JSON.stringify(json).includes("__proto__");

test("what is found is what the schema finds", () => {
  let right = 0;
  let wrong = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: nearlyEvent }, anything), (json) => {
      fc.pre(!hasProto(json));
      const issues = checkEvent({ json, issues: [] }, limits);
      expect(issues).toEqual(findBySchema(json));
      if (issues.length === 0) right += 1;
      else wrong += 1;
    }),
    { numRuns: 10_000 },
  );
  expect(Math.min(right, wrong)).toBeGreaterThan(1000);
});
