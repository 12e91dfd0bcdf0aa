import { HookloomError } from "../../errors/error.js";
import { hashKey } from "../../values/compare.js";
import { items } from "../../values/iterate.js";
import { asText } from "../../values/markup.js";
import { quoted } from "../../values/print.js";
import type { Scope } from "../../values/scope.js";
import { truth } from "../../values/truth.js";
import { Undefined } from "../../values/undefined.js";
import { Instance, unmetered, type Value } from "../../values/value.js";
import { Module } from "./module.js";
import type { Render } from "./render.js";
import type { State } from "./state.js";
import type { TemplateCode } from "./template-code.js";

/** A template as a value: only where the compiler keeps it, a template cannot get hold of one. */
export class TemplateValue extends Instance {
  readonly typeName = "jinja2.environment.Template";
  readonly code: TemplateCode;

  constructor(code: TemplateCode) {
    super();
    this.code = code;
  }

  repr(): string {
    return `<Template ${this.code.name === null ? "memory" : quoted(this.code.name, unmetered)}>`;
  }
}

/**
 * The template of a name, among those that the host has given.
 * @throws HookloomError `template_not_found`, `type_error` for what cannot be hashed
 */
export function loadTemplate(name: Value, state: State): TemplateCode {
  if (name instanceof Undefined) return name.fail();
  return findTemplate(name, state) ?? notFound(asText(name) ?? "", state);
}

/**
 * The template of a name, if there is one. Any value may be asked for that could be a key.
 * @throws HookloomError `type_error` for what cannot be hashed
 */
function findTemplate(name: Value, state: State): TemplateCode | undefined {
  if (name instanceof Undefined) return name.isHidden ? name.fail() : undefined;
  hashKey(name, state.meter);
  const text = asText(name);
  return text === undefined ? undefined : state.render.environment.findTemplate(text);
}

/**
 * The first of several templates that there is, or the one of a name; undefined if none is there and none has to be.
 * @throws HookloomError `template_not_found` or `templates_not_found`, `type_error` for what cannot be iterated
 * or hashed, and for names that have no order
 */
export function includedTemplate(
  names: Value,
  state: State,
  ignoreMissing: boolean,
): TemplateCode | undefined {
  if (names instanceof Undefined) names.fail();
  const { environment } = state.render;
  const single = asText(names);
  if (single !== undefined) {
    return environment.findTemplate(single) ?? (ignoreMissing ? undefined : notFound(single, state));
  }
  // Whatever is false, None too, counts as no names at all.
  const list = truth(names) ? items(names, state.meter) : [];
  state.meter.spend(list.length);
  for (const name of list) {
    const code = findTemplate(name, state);
    if (code !== undefined) return code;
  }
  // Jinja2's error holds the last of the names, so that what has no last item fails in its own way.
  if (list.length > 0) state.render.environment.lookUps.subscript(names, -1, state);
  if (ignoreMissing) return undefined;
  throw new HookloomError(
    "templates_not_found",
    list.length === 0
      ? "Tried to select from an empty list of templates."
      : `none of the templates given were found: ${list
          .slice(0, mostNames)
          .map((name) => state.shown(asText(name) ?? ""))
          .join(", ")}`,
  );
}

/** Names that a message lists at most. */
const mostNames = 10;

function notFound(name: string, state: State): never {
  throw new HookloomError("template_not_found", state.shown(name), {
    help: "Templates come from the option `templates` alone.",
  });
}

/** A template as a module, rendered in a context of its own. */
export function makeModule(code: TemplateCode, scopes: readonly Scope[], render: Render): Module {
  const context = render.context(code, scopes);
  const body = code.root(context, render);
  render.meter.reserve(body.length);
  return new Module(code.name, context.exports(), body);
}

/** A template as a module without the importer's context: one and the same throughout a render. */
export function moduleOf(code: TemplateCode, { render }: State): Module {
  return render.module(code, () => makeModule(code, [render.environment.globals], render));
}
