import { describe, expect, test } from "vitest";
import { webhookFilters } from "../../src/event/filters.js";
import type { AnyDefinition } from "../../src/jinja/builtins/define.js";
import { builtinFilters } from "../../src/jinja/builtins/filters/index.js";
import { globalDefinitions } from "../../src/jinja/builtins/globals.js";
import { builtinTests } from "../../src/jinja/builtins/is-tests/index.js";
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
import { Environment } from "../../src/jinja/index.js";
import { loopMethods } from "../../src/jinja/runtime/loop.js";

type Documented = Pick<AnyDefinition<unknown>, "name" | "summary" | "example">;

const environment = new Environment({ undefined: "chainable", filters: webhookFilters, random: () => 0.5 });

/** Everything that a template can call carries an example that is true. */
const families: Record<string, Iterable<Documented>> = {
  filters: new Set(builtinFilters.values()),
  "webhook filters": Object.values(webhookFilters),
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
  "loop methods": loopMethods,
};

describe.each(Object.entries(families))("%s", (_family, definitions) => {
  const shown = [...definitions].filter(({ example }) => example[0] !== "");
  test.each(shown.map(({ name, summary, example }) => [name, summary, example] as const))(
    "%s",
    (_name, summary, [template, output]) => {
      expect(summary).toMatch(/^[A-Z`].*\.$/);
      expect(environment.fromString(template).render()).toBe(output);
    },
  );
});
