import { isHookloomError } from "../../src/errors/error.js";
import { Environment, type EnvironmentOptions } from "../../src/jinja/index.js";
import { date, datetime, time, timedelta } from "../../src/values/construct.js";
import type { DurationParts } from "../../src/values/datetime/index.js";
import { Dict } from "../../src/values/dict.js";
import { toHost } from "../../src/values/host.js";
import { readJson } from "../../src/values/json-read.js";
import { toFloat, toInt } from "../../src/values/number.js";
import { Range } from "../../src/values/range.js";
import { Tuple } from "../../src/values/tuple.js";
import { isList, type Value } from "../../src/values/value.js";

/** A case as `test/conformance/record.py` writes it. */
export interface JinjaCase {
  id?: string;
  source?: string;
  name?: string;
  env?: Record<string, unknown>;
  templates?: Record<string, string>;
  context?: unknown;
  expect: { output: string } | { error: string; message: string; line?: number };
}

/** What became of a case: its output, or the error's Python class, message and line. */
export type JinjaAnswer = { output: string } | { error: string; message: string; line?: number };

const delimiterNames: Record<string, string> = {
  block_start_string: "blockStart",
  block_end_string: "blockEnd",
  variable_start_string: "variableStart",
  variable_end_string: "variableEnd",
  comment_start_string: "commentStart",
  comment_end_string: "commentEnd",
  line_statement_prefix: "lineStatementPrefix",
  line_comment_prefix: "lineCommentPrefix",
};

const optionNames: Record<string, string> = {
  trim_blocks: "trimBlocks",
  lstrip_blocks: "lstripBlocks",
  keep_trailing_newline: "keepTrailingNewline",
  newline_sequence: "newlineSequence",
};

/** Jinja2's options by the names they have here. */
export function environmentOptions(env: Record<string, unknown> = {}): EnvironmentOptions {
  const options: Record<string, unknown> = {};
  const delimiters: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(env)) {
    const delimiter = delimiterNames[name];
    if (delimiter !== undefined) delimiters[delimiter] = value;
    else options[optionNames[name] ?? name] = value;
  }
  if (Object.keys(delimiters).length > 0) options.delimiters = delimiters;
  return options;
}

/**
 * Reads the context of cases from JSON text, where numbers keep what they are and tags say what JSON
 * cannot: `{"$tuple": […]}`, `{"$float": "1.0"}`, `{"$dict": [[k, v], …]}` …
 */
export function decodeValue(value: Value): Value {
  if (isList(value)) return value.map(decodeValue);
  if (!(value instanceof Dict)) return value;
  const [first] = value.entries();
  if (first !== undefined && value.length === 1) {
    const [tag, given] = first;
    if (tag === "$tuple") return new Tuple((given as Value[]).map(decodeValue));
    if (tag === "$float")
      return toFloat(Number(given === "nan" ? "NaN" : (given as string).replace("inf", "Infinity")));
    if (tag === "$int") return toInt(BigInt(given as string));
    if (tag === "$datetime") return datetime(given as string);
    if (tag === "$date") return date(given as string);
    if (tag === "$time") return time(given as string);
    if (tag === "$timedelta") return timedelta(toHost(given as Value) as DurationParts);
    if (tag === "$range") return new Range(...(given as [number, number, number]));
    if (tag === "$dict") {
      return Dict.fromEntries(
        (given as Value[][]).map(([k, v]) => [decodeValue(k as Value), decodeValue(v as Value)]),
      );
    }
  }
  return Dict.fromEntries([...value.entries()].map(([key, item]) => [key, decodeValue(item)]));
}

/**
 * Reads a file of cases: a list of them, or one with a context that they share. Contexts are values already.
 * @param env the options of cases that bring none
 */
export function readCases(json: string, env: Record<string, unknown> = {}): JinjaCase[] {
  const cases = JSON.parse(json) as JinjaCase[] | { cases: JinjaCase[] };
  const exact = readJson(json);
  const top = isList(exact) ? exact : ((exact as Dict).getText("cases") as Value[]);
  const shared = decodeValue((isList(exact) ? undefined : (exact as Dict).getText("context")) ?? new Dict());
  return (Array.isArray(cases) ? cases : cases.cases).map((item, index) => {
    const own = (top[index] as Dict).getText("context");
    return { env, ...item, context: own === undefined ? shared : decodeValue(own) };
  });
}

/** Renders a case and tells what became of it. */
export function runCase(test: JinjaCase): JinjaAnswer {
  try {
    const environment = new Environment({
      ...environmentOptions(test.env),
      ...(test.templates === undefined ? {} : { templates: test.templates }),
    });
    const template =
      test.source === undefined
        ? environment.getTemplate(test.name as string)
        : environment.fromString(test.source);
    const variables = new Map<string, Value>();
    for (const [key, value] of (test.context as Dict).entries()) variables.set(key as string, value);
    return { output: template.render(variables) };
  } catch (error) {
    if (!isHookloomError(error)) throw error;
    return {
      error: error.exception ?? error.code,
      message: error.message,
      ...(error.line === undefined ? {} : { line: error.line }),
    };
  }
}
