import { HookloomError } from "../../errors/error.js";
import { Tuple } from "../../values/tuple.js";
import { Instance, type List, type Value } from "../../values/value.js";
import { BoundMethod } from "../runtime/bound-method.js";
import { Callable, type Keywords } from "../runtime/callable.js";
import type { State } from "../runtime/state.js";
import { bindArguments, defineGlobal } from "./define.js";
import { defineMethod } from "./methods/method.js";
import { any, rest } from "./parameters.js";

/** Gives its items in turn, again and again. */
class Cycler extends Instance {
  readonly typeName = "jinja2.utils.Cycler";
  readonly #items: List;
  #position = 0;

  constructor(items: List) {
    super();
    this.#items = items;
  }

  get current(): Value {
    return this.#items[this.#position] as Value;
  }

  next(): Value {
    const { current } = this;
    this.#position = (this.#position + 1) % this.#items.length;
    return current;
  }

  reset(): null {
    this.#position = 0;
    return null;
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case "current":
        return this.current;
      case "next":
        return new BoundMethod(this, next);
      case "reset":
        return new BoundMethod(this, reset);
      case "items":
        return new Tuple(this.#items);
      case "pos":
        return this.#position;
      default:
        return undefined;
    }
  }

  repr(): string {
    return `<${this.typeName} object>`;
  }
}

const next = defineMethod({
  name: "next",
  params: [],
  run: (_state, self: Cycler) => self.next(),
});

const reset = defineMethod({
  name: "reset",
  params: [],
  run: (_state, self: Cycler) => self.reset(),
});

export const cycler = defineGlobal({
  name: "cycler",
  className: "jinja2.utils.Cycler",
  params: [rest("items")],
  run(_state, items) {
    if (items.length > 0) return new Cycler(items);
    throw new HookloomError("python_runtime_error", "at least one item has to be provided");
  },
});

/** Gives nothing when it is called for the first time, and its separator afterwards. */
class Joiner extends Callable {
  readonly typeName = "jinja2.utils.Joiner";
  readonly #separator: Value;
  #used = false;

  constructor(separator: Value) {
    super();
    this.#separator = separator;
  }

  call(state: State, args: Value[], keywords: Keywords | undefined): Value {
    bindArguments({ name: "joiner", params: [] }, state, args, keywords);
    if (this.#used) return this.#separator;
    this.#used = true;
    return "";
  }

  override attribute(name: string): Value | undefined {
    return name === "sep" ? this.#separator : name === "used" ? this.#used : undefined;
  }

  repr(): string {
    return `<${this.typeName} object>`;
  }
}

export const joiner = defineGlobal({
  name: "joiner",
  className: "jinja2.utils.Joiner",
  params: [any("sep", ", ")],
  run: (_state, separator) => new Joiner(separator),
});
