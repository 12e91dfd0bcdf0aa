import { HookloomError } from "../../../errors/error.js";
import { hashKey } from "../../../values/compare.js";
import { asText } from "../../../values/markup.js";
import { truth } from "../../../values/truth.js";
import type { Value } from "../../../values/value.js";
import type { Keywords } from "../../runtime/callable.js";
import type { State } from "../../runtime/state.js";
import { type AnyDefinition, bindArguments, defineFilter } from "../define.js";
import { any, keywords, rest } from "../parameters.js";
import { attributeGetter, type Getter } from "./attribute-path.js";
import { eachOf, lazy } from "./lazy.js";

const params = [any("value"), rest("args"), keywords("kwargs")] as const;

/** Filters that apply another filter, or a test, to every item. */
export const selectFilters = [
  defineFilter({
    name: "map",
    params,
    usesContext: true,
    run: (state, value, args, kwargs) => lazy("sync_do_map", mapped(state, value, args, kwargs), state),
  }),
  defineFilter({
    name: "select",
    params,
    usesContext: true,
    run: (state, value, args, kwargs) => selected(state, value, args, kwargs, true),
  }),
  defineFilter({
    name: "reject",
    params,
    usesContext: true,
    run: (state, value, args, kwargs) => selected(state, value, args, kwargs, false),
  }),
  defineFilter({
    name: "selectattr",
    params,
    usesContext: true,
    run: (state, value, args, kwargs) => selectedByAttribute(state, value, args, kwargs, true),
  }),
  defineFilter({
    name: "rejectattr",
    params,
    usesContext: true,
    run: (state, value, args, kwargs) => selectedByAttribute(state, value, args, kwargs, false),
  }),
];

function* mapped(state: State, value: Value, args: Value[], kwargs: Keywords): Generator<Value> {
  if (!truth(value)) return;
  const get = mapGetter(state, args, kwargs);
  for (const item of eachOf(value, state)) yield get(item);
}

function mapGetter(state: State, args: Value[], kwargs: Keywords): Getter {
  const attribute = kwargs.get("attribute");
  if (args.length === 0 && attribute !== undefined) {
    const stranger = [...kwargs.keys()].find((name) => name !== "attribute" && name !== "default");
    if (stranger !== undefined) fail(`Unexpected keyword argument ${state.shown(stranger)}`);
    return attributeGetter(attribute, state, { fallback: kwargs.get("default") ?? null });
  }
  const [name, ...others] = args;
  if (name === undefined) fail("map requires a filter argument");
  return (item) => applied(findFilter(name, state), item, others, kwargs, state);
}

/** Whether an item is taken. */
type Condition = (item: Value) => boolean;

function selected(state: State, value: Value, args: Value[], kwargs: Keywords, wanted: boolean): Value {
  return lazy(
    "select_or_reject",
    taken(state, value, () => testOf(state, args, kwargs), wanted),
    state,
  );
}

function selectedByAttribute(
  state: State,
  value: Value,
  args: Value[],
  kwargs: Keywords,
  wanted: boolean,
): Value {
  const prepare = (): Condition => {
    const [attribute, ...others] = args;
    if (attribute === undefined) fail("Missing parameter for attribute name");
    const get = attributeGetter(attribute, state);
    const test = testOf(state, others, kwargs);
    return (item) => test(get(item));
  };
  return lazy("select_or_reject", taken(state, value, prepare, wanted), state);
}

function* taken(state: State, value: Value, prepare: () => Condition, wanted: boolean): Generator<Value> {
  if (!truth(value)) return;
  const condition = prepare();
  for (const item of eachOf(value, state)) if (condition(item) === wanted) yield item;
}

function testOf(state: State, args: Value[], kwargs: Keywords): Condition {
  const [name, ...others] = args;
  if (name === undefined) return truth;
  return (item) => applied(findTest(name, state), item, others, kwargs, state);
}

function applied<Result>(
  definition: AnyDefinition<Result>,
  value: Value,
  args: Value[],
  kwargs: Keywords,
  state: State,
): Result {
  state.meter.spend(args.length);
  return definition.run(state, ...bindArguments(definition, state, [value, ...args], kwargs));
}

function findFilter(name: Value, state: State): AnyDefinition<Value> {
  const text = nameOf(name, state);
  const filter = text === undefined ? undefined : state.render.environment.filter(text);
  return filter ?? unknown("filter");
}

function findTest(name: Value, state: State): AnyDefinition<boolean> {
  const text = nameOf(name, state);
  const test = text === undefined ? undefined : state.render.environment.test(text);
  return test ?? unknown("test");
}

/** The text of a name; a value that cannot be looked up at all is an error. */
function nameOf(name: Value, state: State): string | undefined {
  hashKey(name, state.meter);
  return asText(name);
}

/** The name may come from the context, so the message does not repeat it. */
function unknown(kind: "filter" | "test"): never {
  throw new HookloomError("runtime_error", `No ${kind} has the name that was given.`, {
    help: `The name of a ${kind} is text: map('upper'), not map(upper).`,
  });
}

function fail(message: string): never {
  throw new HookloomError("filter_argument", message);
}
