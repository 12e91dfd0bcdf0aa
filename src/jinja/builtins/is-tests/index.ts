import type { TestDefinition } from "../define.js";
import { compareTests } from "./compare.js";
import { kindTests } from "./kind.js";
import { numberTests } from "./number.js";
import { registeredTests } from "./registered.js";
import { textTests } from "./text.js";

/** Jinja2's built-in tests, by name and alias. */
export const builtinTests: ReadonlyMap<string, TestDefinition> = new Map(
  [...compareTests, ...kindTests, ...numberTests, ...registeredTests, ...textTests].flatMap((test) =>
    [test.name, ...(test.aliases ?? [])].map((name) => [name, test] as const),
  ),
);
