import { readFileSync } from "node:fs";
import fc from "fast-check";
import { expect, test } from "vitest";
import { isSurelyEvent } from "../../src/event/accept.js";
import type { Json } from "../../src/event/event.js";
import { findIssues } from "../../src/event/schema.js";
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

test("what is surely an event is one by the schema, and little else is left to it", () => {
  let sure = 0;
  let unsure = 0;
  fc.assert(
    fc.property(fc.oneof({ weight: 20, arbitrary: nearlyEvent }, anything), (json) => {
      const issues = findIssues(json, limits);
      if (isSurelyEvent(json, limits)) {
        expect(issues).toEqual([]);
        sure += 1;
      } else if (issues.length === 0) unsure += 1;
    }),
    { numRuns: 10_000 },
  );
  expect(sure).toBeGreaterThan(100);
  // Names counted in code points, and labels called __proto__.
  expect(unsure).toBeLessThan(sure);
});

test("every recorded event that is accepted is surely one", () => {
  const { cases } = JSON.parse(
    readFileSync(new URL("../conformance/events.json", import.meta.url), "utf8"),
  ) as { cases: { input: Json; accepted: boolean }[] };
  const defaults = resolveLimits(undefined);
  const accepted = cases.filter((item) => item.accepted && typeof item.input === "object");
  const sure = accepted.filter(({ input }) => isSurelyEvent(input, defaults));
  expect(sure.length).toBeGreaterThan(20);
  for (const { input } of sure) expect(findIssues(input, defaults)).toEqual([]);
});
