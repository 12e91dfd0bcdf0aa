import { HookloomError } from "../../errors/error.js";
import { asText } from "../../values/markup.js";
import { text } from "../../values/print.js";
import { typeName } from "../../values/type-name.js";
import { nameInMessage, Undefined, type UndefinedOrigin } from "../../values/undefined.js";
import type { Value } from "../../values/value.js";
import type { Meter } from "../sandbox/meter.js";
import type { Context } from "./context.js";
import type { Render } from "./render.js";

/**
 * One activation of a piece of template code that has local variables of its own: a template's top level,
 * a block, a macro or a recursive loop.
 *
 * A declared filter, test or global is called with one. It may need `meter`, to pay for work and growth before they
 * happen, `autoescape`, `undefined` and `text`; all else is the engine's.
 */
export class State {
  /** The local variables; `undefined` where a variable has no value. */
  readonly slots: (Value | undefined)[];
  /** The activation around the code, whose variables it sees. */
  readonly outer: State | undefined;
  /** What the template knows by name. */
  readonly context: Context;
  readonly render: Render;
  /** The budget of the render: `spend(units)` for work, `reserve(bytes)` for new data. */
  readonly meter: Meter;
  /** What it has printed so far. */
  out = "";

  constructor(size: number, outer: State | undefined, context: Context, render: Render) {
    this.slots = emptySlots(size, render.meter);
    this.outer = outer;
    this.context = context;
    this.render = render;
    this.meter = render.meter;
  }

  /** The activation so many units further out. */
  around(hops: number): State {
    return hops === 0 ? this : (this.outer as State).around(hops - 1);
  }

  /** Whether `{{ }}` escapes at this moment. */
  get autoescape(): boolean {
    return this.context.escaping.autoescape;
  }

  /**
   * Prints. Everything printed goes through here.
   * @throws HookloomError `output_limit`, `fuel_limit` or `time_limit`
   */
  write(piece: string): void {
    this.out += piece;
    this.meter.spend(piece.length >> 6);
    if (this.out.length > this.meter.limits.output) failOutput(this.meter.limits.output);
  }

  /** Prints the result of a call or filter tag, which unlike `{{ }}` takes text only. */
  writeText(value: Value): void {
    const text = asText(value);
    if (text === undefined) this.render.notText(typeName(value));
    else this.write(text);
  }

  /**
   * The value for something that is not there, in the environment's mode. It never throws by itself: using it may.
   * @param origin what was looked for, for messages; it is taken over and changed
   */
  undefined(origin: UndefinedOrigin): Undefined {
    this.meter.reserve(bytesPerUndefined);
    origin.source = this.render.code.source.text;
    return new Undefined(this.render.environment.undefined, origin);
  }

  /** A name as messages show it: quoted, unless it came from the data. */
  shown(name: string): string {
    return nameInMessage(name, this.render.code.source.text);
  }

  /**
   * `str(value)`
   * @throws HookloomError `undefined_value` for a strict undefined value, `depth_limit` for data nested too deeply, and
   * what the budget throws
   */
  text(value: Value): string {
    return typeof value === "string" ? value : text(value, this.meter);
  }
}

/** Bytes that an undefined value is counted as, with what it remembers. */
const bytesPerUndefined = 64;

/** Arrays of so many slots, to be copied: that is faster than filling one anew each time. */
const blanks: (Value | undefined)[][] = [];
/** More slots than that are rare, and paid for; their blanks are not kept. */
const fewSlots = 32;

function emptySlots(size: number, meter: Meter): (Value | undefined)[] {
  if (size > fewSlots) {
    meter.reserve(size * 8);
    return new Array<Value | undefined>(size).fill(undefined);
  }
  blanks[size] ??= new Array<Value | undefined>(size).fill(undefined);
  return blanks[size].slice();
}

export function failOutput(limit: number): never {
  throw new HookloomError("output_limit", `The render printed more than ${limit} bytes`);
}
