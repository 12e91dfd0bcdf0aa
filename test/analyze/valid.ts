import type { PathStep, ReadPath, ReadType, RequestSchema } from "../../src/analyze/index.js";
import { Dict } from "../../src/values/dict.js";
import { Float } from "../../src/values/number.js";
import { isList, type Value } from "../../src/values/value.js";

/** What a JSON Schema calls a value; undefined for what JSON does not have. */
function typeOf(value: Value): ReadType | "boolean" | undefined {
  if (value === null) return "null";
  if (value instanceof Dict) return "object";
  if (isList(value)) return "array";
  if (value instanceof Float || typeof value === "bigint") return "number";
  return typeof value === "object" ? undefined : (typeof value as "string" | "number" | "boolean");
}

/** What is wrong with a value by the words that a schema of requests can have. */
export function faultsOf(schema: RequestSchema, value: Value, path = ""): string[] {
  const type = typeOf(value);
  const types: readonly unknown[] = [schema.type ?? type].flat();
  if (!types.includes(type)) return [`${path}: ${type} for ${types.join("|")}`];
  if (isList(value)) {
    const { items = {} } = schema;
    return [...(value as readonly Value[])].flatMap((item, index) =>
      faultsOf(items, item, `${path}[${index}]`),
    );
  }
  if (!(value instanceof Dict)) return [];
  const { properties = {}, required = [], additionalProperties = {} } = schema;
  const missing = required.filter((key) => value.getText(key) === undefined);
  return [
    ...missing.map((key) => `${path}.${key}: missing`),
    ...[...value.entries()].flatMap(([key, item]) => {
      const name = key as string;
      const inner = Object.hasOwn(properties, name) ? properties[name] : additionalProperties;
      return faultsOf(inner ?? {}, item, `${path}.${name}`);
    }),
  ];
}

/** What of a path is still ahead. */
type Rest = Pick<ReadPath, "steps" | "whole">;

/** A request without all that the paths do not lead to. */
export function cutDown(value: Value, paths: readonly Rest[]): Value {
  const here = paths.filter(({ steps }) => steps.length === 0);
  if (here.some(({ whole }) => whole)) return value;
  const after = (isTaken: (step: PathStep) => boolean): Rest[] =>
    paths
      .filter(({ steps: [step] }) => step !== undefined && isTaken(step))
      .map(({ steps, whole }) => ({ steps: steps.slice(1), whole }));
  if (Array.isArray(value) && paths.length > 0) {
    const rest = after((step) => "each" in step && step.each === "[]");
    return value.map((item: Value) => cutDown(item, rest));
  }
  if (!(value instanceof Dict)) return paths.length > 0 ? value : null;
  // Its keys can be counted and gone through.
  const hasKeys = here.length > 0 || paths.some(({ steps: [step] }) => step !== undefined && "each" in step);
  const entries = [...value.entries()].flatMap(([key, item]): [Value, Value][] => {
    const rest = after((step) => ("key" in step ? step.key === key : step.each === "*"));
    return rest.length > 0 || hasKeys ? [[key, cutDown(item, rest)]] : [];
  });
  return Dict.fromEntries(entries);
}
