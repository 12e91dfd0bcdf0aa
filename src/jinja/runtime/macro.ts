import { HookloomError } from "../../errors/error.js";
import { Dict } from "../../values/dict.js";
import { Markup } from "../../values/markup.js";
import { quoted } from "../../values/print.js";
import { Tuple } from "../../values/tuple.js";
import { unmetered, type Value } from "../../values/value.js";
import { Callable, type Keywords } from "./callable.js";
import { State } from "./state.js";
import type { TemplateCode } from "./template-code.js";

/** What a macro or call block is compiled to. */
export interface MacroCode {
  /** None for the body of a call block. */
  readonly name: string | null;
  readonly parameters: readonly string[];
  /** Whether the body uses `kwargs`, `varargs` or `caller` and thereby takes what they hold. */
  readonly catchKwargs: boolean;
  readonly catchVarargs: boolean;
  readonly usesCaller: boolean;
  /** How deep its closures are inside one another. */
  readonly height: number;
  /** Number of slots of an activation. */
  size(): number;
  /**
   * Runs the body with a value, or none, for each parameter and then for caller, kwargs and varargs. There may be
   * fewer: the others have none.
   */
  run(state: State, values: readonly (Value | undefined)[]): void;
}

/** A macro, and what a call block passes as `caller`. */
export class Macro extends Callable {
  readonly typeName = "jinja2.runtime.Macro";
  readonly #code: MacroCode;
  /** The activation that defined it, whose variables it sees. */
  readonly #outer: State;
  readonly #template: TemplateCode;

  constructor(code: MacroCode, outer: State) {
    super();
    this.#code = code;
    this.#outer = outer;
    this.#template = outer.render.code;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    const { parameters } = this.#code;
    state.meter.spend(args.length + (keywords?.size ?? 0) + (parameters.length >> 3));
    const values =
      keywords === undefined && this.#takesAsGiven(args)
        ? args
        : this.#bind(state, args, keywords ?? noKeywords);
    const { render } = state;
    const { unprintable } = render;
    const caller = render.enter(this.#template, this.#code.height);
    const inner = new State(this.#code.size(), this.#outer, this.#outer.context, render);
    this.#code.run(inner, values);
    render.leave(caller);
    const printed = render.join(inner.out, unprintable);
    state.meter.reserve(printed.length);
    return state.autoescape ? new Markup(printed) : printed;
  }

  /** Whether the arguments are the values of the first parameters, as nearly always. */
  #takesAsGiven(args: readonly Value[]): boolean {
    const { parameters, catchKwargs, catchVarargs, usesCaller } = this.#code;
    return args.length <= parameters.length && !catchKwargs && !catchVarargs && !usesCaller;
  }

  /** Jinja2's own binding: what is not given is undefined, and only what the body uses is taken beyond. */
  #bind(state: State, args: Value[], keywords: Keywords): (Value | undefined)[] {
    const { name, parameters, catchKwargs, catchVarargs, usesCaller } = this.#code;
    const left = catchKwargs ? new Map(keywords) : undefined;
    let taken = 0;
    const take = (key: string): Value | undefined => {
      const value = keywords.get(key);
      if (value !== undefined) taken += 1;
      left?.delete(key);
      return value;
    };
    const values: (Value | undefined)[] = args.slice(0, parameters.length);
    const takesCaller = usesCaller && !parameters.includes("caller");
    for (const parameter of parameters.slice(values.length)) values.push(take(parameter));
    if (takesCaller) {
      const caller = take("caller");
      const none = caller === undefined || caller === null;
      values.push(none ? state.undefined({ hint: "No caller defined", name: "caller" }) : caller);
    }
    if (left !== undefined) values.push(Dict.fromEntries(left, state.meter));
    else if (taken < keywords.size) {
      const known = new Set(parameters.slice(args.length));
      if (takesCaller) known.add("caller");
      const strangers = [...keywords.keys()].filter((key) => !known.has(key));
      this.#refuse(name, strangers, state);
    }
    if (catchVarargs) values.push(new Tuple(args.slice(parameters.length)));
    else if (args.length > parameters.length) {
      throw new HookloomError(
        "type_error",
        `macro ${label(name)} takes not more than ${parameters.length} argument(s)`,
      );
    }
    return values;
  }

  #refuse(name: string | null, strangers: readonly string[], state: State): never {
    if (strangers.includes("caller")) {
      throw new HookloomError(
        "type_error",
        `macro ${label(name)} was invoked with two values for the special caller argument. This is most likely a bug.`,
      );
    }
    throw new HookloomError(
      "type_error",
      `macro ${label(name)} takes no keyword argument ${state.shown(strangers[0] ?? "")}`,
    );
  }

  override attribute(name: string): Value | undefined {
    const { parameters, catchKwargs, catchVarargs, usesCaller } = this.#code;
    switch (name) {
      case "name":
        return this.#code.name;
      case "arguments":
        return new Tuple([...parameters]);
      case "catch_kwargs":
        return catchKwargs;
      case "catch_varargs":
        return catchVarargs;
      case "caller":
        return usesCaller;
      case "explicit_caller":
        return parameters.includes("caller");
      default:
        return undefined;
    }
  }

  repr(): string {
    const { name } = this.#code;
    return `<Macro ${name === null ? "anonymous" : label(name)}>`;
  }
}

const noKeywords: Keywords = new Map();

function label(name: string | null): string {
  return name === null ? "None" : quoted(name, unmetered);
}
