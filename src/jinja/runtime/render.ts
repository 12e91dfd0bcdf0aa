import { HookloomError, isHookloomError } from "../../errors/error.js";
import { isPlatformLimit } from "../../errors/platform.js";
import type { Scope } from "../../values/scope.js";
import { Meter } from "../sandbox/meter.js";
import { Context } from "./context.js";
import type { Module } from "./module.js";
import type { RenderEnvironment } from "./render-environment.js";
import type { TemplateCode } from "./template-code.js";

/** Where a call came from. */
interface Caller {
  readonly code: TemplateCode;
  readonly at: number;
  readonly height: number;
}

/** One render from its start to its end: the budget, the place of what is being done, the imports. */
export class Render {
  readonly environment: RenderEnvironment;
  readonly meter: Meter;
  /** The template whose code is running, and the place in it: what an error will point at. */
  code: TemplateCode;
  at = 0;
  /** What has been printed and is no text; an error once all that is printed with it is joined. */
  unprintable: HookloomError | undefined;
  #modules: Map<TemplateCode, Module> | undefined;

  constructor(environment: RenderEnvironment, code: TemplateCode) {
    this.environment = environment;
    this.code = code;
    this.meter = new Meter(environment.limits);
  }

  /** A context for a template: names are looked up in one scope after the other. */
  context(code: TemplateCode, scopes: readonly Scope[]): Context {
    this.meter.spend(code.blocks.size);
    return new Context(code, scopes);
  }

  /**
   * Goes one call deeper, into code of a template. Whoever calls keeps what it gives, for {@link leave};
   * after an error there is no coming back.
   * @param height how deep the closures of that code are inside one another
   */
  enter(code: TemplateCode, height: number): Caller {
    this.meter.enter(height);
    const caller = { code: this.code, at: this.at, height };
    this.code = code;
    return caller;
  }

  /** Comes back to the place of the caller. */
  leave({ code, at, height }: Caller): void {
    this.code = code;
    this.at = at;
    this.meter.leave(height);
  }

  /**
   * Notes that something which is no text was printed. Jinja2 minds that only when it joins what a template,
   * a macro or a captured body has printed, so whatever else fails before is the error that is told.
   */
  notText(typeName: string): void {
    const error = new HookloomError("type_error", `The tag prints text only, and got ${typeName}`);
    this.unprintable ??= this.placed(error);
  }

  /** Joins what was printed since {@link unprintable} had the given value. */
  join(printed: string, before: HookloomError | undefined): string {
    if (this.unprintable !== before) throw this.unprintable;
    return printed;
  }

  /** The module of a template that is imported without context: made once a render. */
  module(code: TemplateCode, make: () => Module): Module {
    this.#modules ??= new Map();
    let module = this.#modules.get(code);
    if (module === undefined) {
      module = make();
      this.#modules.set(code, module);
    }
    return module;
  }

  /** Says where an error happened, unless somebody nearer has. Errors of others become typed. */
  placed(error: unknown): HookloomError {
    const typed = isHookloomError(error) ? error : foreign(error);
    return typed.isPlaced ? typed : typed.placedAt(this.code.source, this.code.span(this.at));
  }
}

/** What is thrown here and is no HookloomError is the platform's: a stack or a string grown too large. */
function foreign(error: unknown): HookloomError {
  if (isPlatformLimit(error)) {
    const code = /stack|recursion/i.test(error.message) ? "depth_limit" : "allocation_limit";
    return new HookloomError(code, "The render went beyond what the platform can hold", { cause: error });
  }
  return new HookloomError("runtime_error", "The render failed inside the engine", { cause: error });
}
