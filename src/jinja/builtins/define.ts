import { HookloomError } from "../../errors/error.js";
import { wrong } from "../../options.js";
import type { Value } from "../../values/value.js";
import type { Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";

/**
 * One parameter of a filter, test, function or method: how it is called and what it takes. The kinds there are
 * come from `parameters`; one of your own is such an object.
 */
export interface Parameter<Type = unknown> {
  /** By which templates may give it as a keyword, and errors call it. */
  readonly name: string;
  /**
   * `named` takes an argument by keyword alone, `rest` the positional arguments that are left over, `keywords` the
   * keyword ones.
   */
  readonly kind: "single" | "named" | "rest" | "keywords";
  /** Whether it must be given. */
  readonly required: boolean;
  /** How its default is written in the docs; absent where it has none. */
  readonly shown?: string;
  /**
   * Takes what a template gave; JavaScript's `undefined` stands for nothing given. It checks and converts, and
   * fails with a `HookloomError`. It is not called for `rest` and `keywords`, which get what is left over.
   */
  readonly read: (value: Value | undefined, state: State) => Type;
}

/** What is needed to bind arguments: the name is for errors. */
export interface Signature {
  readonly name: string;
  readonly params: readonly Parameter[];
  /** Whether no argument can be given by keyword, as with most of what CPython has written in C. */
  readonly positionalOnly?: boolean;
}

/** The types of the values that a list of parameters reads. */
export type ParameterValues<Parameters extends readonly Parameter[]> = {
  [Index in keyof Parameters]: Parameters[Index] extends Parameter<infer Type> ? Type : never;
};

/** What templates call: its name, its parameters, and what it does. */
export interface Definition<Result = Value, Parameters extends readonly Parameter[] = readonly Parameter[]> {
  /** What errors call it. Templates call a filter or test by the name under which it is registered. */
  readonly name: string;
  /** Names that it is registered under as well. */
  readonly aliases?: readonly string[];
  /** What it takes, in this order; of a filter or test, the first is the value. */
  readonly params: Parameters;
  /** Whether no argument can be given by keyword; by default each can. */
  readonly positionalOnly?: boolean;
  /** The Python class that a global is, where it is no function: how it prints. */
  readonly className?: string;
  /** The Python function that a global is, where that has another name: how it prints. */
  readonly functionName?: string;
  /** Whether Jinja2 hands it the context (`pass_context`), so that calls are never constant. */
  readonly usesContext?: boolean;
  /** Gets the state of the render and a value for every parameter, checked and converted. */
  run(state: State, ...values: ParameterValues<Parameters>): Result;
}

/** A definition whose parameter types no longer matter: what registries hold. */
export interface AnyDefinition<Result = Value> extends Omit<Definition<Result>, "run"> {
  /** Gets the state of the render and a value for every parameter, checked and converted. */
  // biome-ignore lint/suspicious/noExplicitAny: the values fit the parameters by construction
  run(state: State, ...values: any[]): Result;
}

/** A filter as `defineFilter` declares it. */
export type FilterDefinition = AnyDefinition<Value>;
/** A test as `defineTest` declares it: a filter that answers yes or no. */
export type TestDefinition = AnyDefinition<boolean>;

/** Whether something is a declaration: plain data of a host has no functions. */
export function isDefinition(value: unknown): value is AnyDefinition<Value> {
  return declared.has(value as object);
}

const declared = new WeakSet<object>();

/**
 * Declares a filter. The first parameter is the value that is filtered. Nothing in the declaration is looked at
 * before a template uses it, so this never throws.
 *
 * @param definition its name, parameters and what it does; `run` gets the state of the render, whose `meter` has
 * to be paid for work (`spend`, in units of fuel) and growth (`reserve`, in bytes) before they are done, and a
 * value for each parameter, checked and converted. If it throws anything but a `HookloomError`, the render fails
 * with `host_error`; what it gives and is no value is read as what plain functions give: see `HostFunction`
 * @returns the same, for the option `filters`
 * @see https://jinja.palletsprojects.com/en/stable/api/#custom-filters
 *
 * @example
 * const shout = defineFilter({
 *   name: "shout",
 *   params: [parameters.text("value"), parameters.int("marks", 1)],
 *   run(state, value, marks) {
 *     state.meter.reserve(value.length + marks);
 *     return value.toUpperCase() + "!".repeat(marks);
 *   },
 * });
 * new Environment({ filters: { shout } }); // {{ "hey"|shout(2) }} prints HEY!!
 */
export function defineFilter<const Parameters extends readonly Parameter[]>(
  definition: Definition<Value, Parameters>,
): FilterDefinition {
  return definition;
}

/**
 * Declares a test, as {@link defineFilter} does a filter. The first parameter is the value that is tested. It never
 * throws.
 *
 * @param definition as of a filter; `run` gives a boolean
 * @returns the same, for the option `tests`
 * @see https://jinja.palletsprojects.com/en/stable/api/#custom-tests
 *
 * @example defineTest({ name: "short", params: [parameters.text("value")], run: (_state, value) => value.length < 5 })
 */
export function defineTest<const Parameters extends readonly Parameter[]>(
  definition: Definition<boolean, Parameters>,
): TestDefinition {
  return definition;
}

/**
 * Declares a global function, as {@link defineFilter} does a filter.
 *
 * @param definition as of a filter, but all parameters are those of the call
 * @returns the same, for the option `globals`
 * @throws HookloomError `option_invalid` for what is no object
 * @see https://jinja.palletsprojects.com/en/stable/api/#the-global-namespace
 *
 * @example defineGlobal({ name: "pi", params: [], run: () => float(3.14) })
 */
export function defineGlobal<const Parameters extends readonly Parameter[]>(
  definition: Definition<Value, Parameters>,
): AnyDefinition<Value> {
  if (Object(definition) !== definition) throw wrong("What is declared", "an object", definition);
  declared.add(definition);
  return definition;
}

/**
 * Brings arguments into the order of the parameters, as Python does.
 * @throws HookloomError `type_error` for an argument too many, one missing, or a keyword not known
 */
export function bindArguments(
  { name, params, positionalOnly }: Signature,
  state: State,
  args: readonly Value[],
  keywords: Keywords | undefined,
): unknown[] {
  if (positionalOnly === true && keywords !== undefined && keywords.size > 0) {
    fail(name, "takes no keyword arguments");
  }
  // All are brought into order before the first is converted: a wrong call is told before a wrong value.
  const bound: unknown[] = [];
  let used = 0;
  let taken = 0;
  for (const parameter of params) {
    if (parameter.kind === "rest") {
      state.meter.spend(Math.max(0, args.length - used));
      bound.push(args.slice(used));
      used = Math.max(used, args.length);
    } else if (parameter.kind === "keywords") {
      const rest = keywordsLeft(params, keywords, state);
      taken += rest.size;
      bound.push(rest);
    } else {
      const keyword = keywords?.get(parameter.name);
      if (keyword !== undefined) taken += 1;
      if (used < args.length && parameter.kind === "single") {
        if (keyword !== undefined) fail(name, `got multiple values for argument '${parameter.name}'`);
        bound.push(args[used]);
        used += 1;
      } else {
        if (keyword === undefined && parameter.required) {
          fail(name, `is missing a required argument: '${parameter.name}'`);
        }
        bound.push(keyword);
      }
    }
  }
  if (used < args.length) {
    const most = params.filter(({ kind }) => kind === "single").length;
    fail(name, `takes at most ${most} arguments (${args.length} given)`);
  }
  if (keywords !== undefined && taken < keywords.size) {
    const known = new Set(params.map((parameter) => parameter.name));
    const unknown = [...keywords.keys()].find((key) => !known.has(key));
    fail(name, `got an unexpected keyword argument ${state.shown(unknown as string)}`);
  }
  for (let index = 0; index < params.length; index += 1) {
    const parameter = params[index] as Parameter;
    if (parameter.kind === "single" || parameter.kind === "named") {
      bound[index] = parameter.read(bound[index] as Value | undefined, state);
    }
  }
  return bound;
}

/** The keyword arguments that no parameter has the name of. */
function keywordsLeft(
  params: readonly Parameter[],
  keywords: Keywords | undefined,
  state: State,
): Map<string, Value> {
  const left = new Map<string, Value>();
  if (keywords === undefined) return left;
  state.meter.spend(keywords.size);
  for (const [key, value] of keywords) left.set(key, value);
  for (const { kind, name } of params) if (kind === "single" || kind === "named") left.delete(name);
  return left;
}

function fail(name: string, what: string): never {
  throw new HookloomError("type_error", `${name}() ${what}`);
}
