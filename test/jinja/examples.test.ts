import { describe, expect, test } from "vitest";
import { webhookFilters } from "../../src/event/filters.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import type { AnyDefinition } from "../../src/jinja/builtins/define.js";
import { builtinFilters } from "../../src/jinja/builtins/filters/index.js";
import { globalDefinitions } from "../../src/jinja/builtins/globals.js";
import { builtinTests } from "../../src/jinja/builtins/is-tests/index.js";
import { datetimeMethods } from "../../src/jinja/builtins/methods/datetime.js";
import {
  dictMethods,
  floatMethods,
  intMethods,
  listMethods,
  markupMethods,
  rangeMethods,
  strMethods,
  tupleMethods,
  viewMethods,
} from "../../src/jinja/builtins/methods/index.js";
import { date, datetime, Environment, time, timedelta } from "../../src/jinja/index.js";
import { loopMethods } from "../../src/jinja/runtime/loop.js";

type Documented = Pick<AnyDefinition<unknown>, "name" | "summary" | "example">;

const environment = new Environment({
  undefined: "chainable",
  filters: { ...webhookFilters, ...humanizeFilters },
  random: () => 0.5,
});

/** What JavaScript and templates cannot say. */
const variables = {
  moment: datetime("2024-03-14T09:05:07+00:00"),
  day: date("2024-03-14"),
  clock: time("12:30:00"),
  span: timedelta(90_000),
};

/** Everything that a template can call carries an example that is true. */
const families: Record<string, Iterable<Documented>> = {
  filters: new Set(builtinFilters.values()),
  "webhook filters": Object.values(webhookFilters),
  "humanize filters": Object.values(humanizeFilters),
  tests: new Set(builtinTests.values()),
  globals: globalDefinitions,
  "str methods": strMethods.values(),
  "Markup methods": markupMethods.values(),
  "dict methods": dictMethods.values(),
  "dict view methods": viewMethods.values(),
  "list methods": listMethods.values(),
  "tuple methods": tupleMethods.values(),
  "range methods": rangeMethods.values(),
  "int methods": intMethods.values(),
  "float methods": floatMethods.values(),
  ...Object.fromEntries([...datetimeMethods].map(([type, methods]) => [`${type} methods`, methods.values()])),
  "loop methods": loopMethods,
};

describe.each(Object.entries(families))("%s", (_family, definitions) => {
  const shown = [...definitions].filter(({ example }) => example[0] !== "");
  test.each(shown.map(({ name, summary, example }) => [name, summary, example] as const))(
    "%s",
    (_name, summary, [template, output]) => {
      expect(summary).toMatch(/^[A-Z`].*\.$/);
      expect(environment.fromString(template).render(variables)).toBe(output);
    },
  );
});
