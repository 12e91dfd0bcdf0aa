import { webhookFilters } from "../../src/event/filters.js";
import { humanizeFilters } from "../../src/humanize/humanize.js";
import type { AnyDefinition } from "../../src/jinja/builtins/define.js";
import { builtinFilters } from "../../src/jinja/builtins/filters/index.js";
import { globalDefinitions } from "../../src/jinja/builtins/globals.js";
import { builtinTests } from "../../src/jinja/builtins/is-tests/index.js";
import { datetimeModuleMethods } from "../../src/jinja/builtins/methods/datetime.js";
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
import type { MethodTable } from "../../src/jinja/builtins/methods/method.js";
import { loopMethods } from "../../src/jinja/runtime/loop.js";

/** What a template can call, as its docs and its tests see it. */
export type Documented = Pick<AnyDefinition<unknown>, "name" | "aliases" | "params">;

/** The methods of each type, by the type's name; without those that the sandbox hides. */
export const methods: Readonly<Record<string, readonly Documented[]>> = Object.fromEntries(
  [
    ["str", strMethods],
    ["Markup", markupMethods],
    ["list", listMethods],
    ["tuple", tupleMethods],
    ["dict", dictMethods],
    ["views of a dict", viewMethods],
    ["range", rangeMethods],
    ["int", intMethods],
    ["float", floatMethods],
    ...datetimeModuleMethods,
  ].map(([type, table]) => [
    type,
    [...(table as MethodTable).values()].filter(({ mutates }) => mutates !== true),
  ]),
);

/** Everything that a template can call, by family. */
export const builtins: Readonly<Record<string, readonly Documented[]>> = {
  filters: [...new Set(builtinFilters.values())],
  "webhook filters": Object.values(webhookFilters),
  "humanize filters": Object.values(humanizeFilters),
  tests: [...new Set(builtinTests.values())],
  globals: globalDefinitions,
  "loop methods": loopMethods,
  ...Object.fromEntries(Object.entries(methods).map(([type, of]) => [`methods of ${type}`, of])),
};
