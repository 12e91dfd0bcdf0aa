import { existsSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { humanize } from "../../src/humanize/index.js";
import * as locales from "../../src/humanize/locales/index.js";
import { Environment } from "../../src/jinja/index.js";
import type { Dict } from "../../src/values/dict.js";
import type { Value } from "../../src/values/value.js";
import { readCases } from "../support/jinja-case.js";

interface Answer {
  output?: string;
  error?: string;
}

/** What python-humanize prints, as it was recorded. */
interface HumanizeCase {
  id?: string;
  group: string;
  template: string;
  /** The clock, and the time zone that is the local one. */
  now?: string;
  tz?: string;
  undefined?: "default" | "chainable";
  autoescape?: boolean;
  tags?: string[];
  expect: Answer;
  /** What comes out where nothing is worked out while compiling, if that differs. */
  unfolded?: Answer;
}

type ReadCase = HumanizeCase & { context: Value };

const filters = humanize({ catalogues: Object.values(locales) });

function run(item: ReadCase): Answer & { code?: string } {
  try {
    const environment = new Environment({
      undefined: item.undefined ?? "default",
      autoescape: item.autoescape ?? false,
      timeZone: item.tz ?? "UTC",
      now: () => new Date(item.now ?? "2024-03-15T12:00:00Z"),
      filters,
    });
    const variables = new Map((item.context as Dict).entries()) as Map<string, Value>;
    return { output: environment.fromString(item.template).render(variables) };
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return { error: error.exception ?? error.code, code: error.code };
  }
}

/** The cases of a group whose answer is another than the recorded one. */
function differences(cases: readonly ReadCase[]): unknown[] {
  return cases.flatMap((item) => {
    const { template, id, expect: recorded, unfolded: expected = recorded } = item;
    const { output, error, code } = run(item);
    // Only six languages come with the package.
    if (code === "language_unknown" && "output" in expected) return [];
    const isSame = output === expected.output && error === expected.error;
    return isSame ? [] : [{ id, template, expected, answer: output ?? error }];
  });
}

function check(file: URL): void {
  const cases = readCases(readFileSync(file, "utf8")) as unknown as ReadCase[];
  const promised = cases.filter(isPromised);
  test.each([...new Set(promised.map(({ group }) => group))])("%s", (name) => {
    expect(differences(promised.filter(({ group }) => group === name))).toEqual([]);
  });
}

/** What is left out by name: paths of the host, attributes in formats, and Python's `Decimal`. */
function isPromised({ tags = [] }: HumanizeCase): boolean {
  return !tags.some((tag) => ["host-path", "format-field-traversal", "decimal"].includes(tag));
}

describe("humanize.json", () => check(new URL("../conformance/humanize.json", import.meta.url)));

const whole = new URL("../../../shared/conformance/humanize.json", import.meta.url);
describe.skipIf(!existsSync(whole))("all that was recorded", () => {
  if (existsSync(whole)) check(whole);
});
