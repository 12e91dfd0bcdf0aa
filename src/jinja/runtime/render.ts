import { HookloomError } from "../../errors/error.js";
import type { Environment } from "../environment.js";
import { Meter } from "../sandbox/meter.js";
import { Context, type Scope } from "./context.js";
import type { Module } from "./module.js";
import type { TemplateCode } from "./template-code.js";

/** One render from its start to its end: the budget, the place of what is being done, the imports. */
export class Render {
  readonly environment: Environment;
  readonly meter: Meter;
  /** The template whose code is running, and the place in it: what an error will point at. */
  code: TemplateCode;
  at = 0;
  /** Modules of templates imported without context: made once a render. */
  readonly modules = new Map<TemplateCode, Module>();

  constructor(environment: Environment, code: TemplateCode) {
    this.environment = environment;
    this.code = code;
    this.meter = new Meter(environment.limits);
  }

  /** A context for a template: names are looked up in `scopes`, then among the globals. */
  context(code: TemplateCode, scopes: readonly Scope[]): Context {
    const blocks = new Map([...code.blocks].map(([name, block]) => [name, [block]]));
    return new Context(code.name, scopes, blocks, { autoescape: this.environment.autoescapes(code.name) });
  }

  /** Runs code of a template one call deeper, and comes back to the place of the caller. */
  call<Result>(code: TemplateCode, run: () => Result): Result {
    const { code: callerCode, at } = this;
    this.meter.enter();
    this.code = code;
    const result = run();
    this.code = callerCode;
    this.at = at;
    this.meter.leave();
    return result;
  }

  /** Says where an error happened, unless somebody nearer has. Errors of others become typed. */
  placed(error: unknown): HookloomError {
    const typed = error instanceof HookloomError ? error : foreign(error);
    return typed.isPlaced ? typed : typed.placedAt(this.code.source, this.code.span(this.at));
  }
}

/** What is thrown here and is no HookloomError is the platform's: a stack or a string grown too large. */
function foreign(error: unknown): HookloomError {
  if (error instanceof RangeError) {
    const code = /stack/i.test(error.message) ? "depth_limit" : "allocation_limit";
    return new HookloomError(code, "The render went beyond what the platform can hold", { cause: error });
  }
  return new HookloomError("runtime_error", "The render failed inside the engine", { cause: error });
}

