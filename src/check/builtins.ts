import { builtinFilters } from "../jinja/builtins/filters/index.js";
import { builtinGlobals } from "../jinja/builtins/globals.js";
import { builtinTests } from "../jinja/builtins/is-tests/index.js";
import type { Environment } from "../jinja/environment.js";

/** Whether a filter is one that the host has given: of those nothing is known. */
export function isHostFilter(name: string, environment: Environment): boolean {
  return environment.filter(name) !== (environment.library?.get(name) ?? builtinFilters.get(name));
}

/**
 * Whether a name means Jinja2's own filter, test or global, of which it is known what it does, and not one that
 * the host has put in its place.
 */
export function isBuiltin(
  kind: "Filter" | "Test" | "global",
  name: string,
  environment: Environment,
): boolean {
  switch (kind) {
    case "Filter":
      return builtinFilters.has(name) && environment.filter(name) === builtinFilters.get(name);
    case "Test":
      return builtinTests.has(name) && environment.test(name) === builtinTests.get(name);
    case "global":
      return builtinGlobals.has(name) && environment.globals.get(name) === builtinGlobals.get(name);
  }
}
