import type { TestDefinition } from "../define.js";
import { kindTests } from "./kind.js";

/** Jinja2's built-in tests, by name and alias. */
export const builtinTests: ReadonlyMap<string, TestDefinition> = new Map(
  [...kindTests].flatMap((test) => [test.name, ...(test.aliases ?? [])].map((name) => [name, test] as const)),
);
