import { HookloomError } from "../../../errors/error.js";
import { isDigit } from "../../../values/character-kinds.js";
import { asText, escapeText, htmlOf, like, Markup } from "../../../values/markup.js";
import { repr } from "../../../values/print.js";
import { typeName } from "../../../values/type-name.js";
import type { Value } from "../../../values/value.js";
import type { Keywords } from "../../runtime/callable.js";
import type { State } from "../../runtime/state.js";
import { TextBuilder } from "../../sandbox/allocate.js";
import { ascii } from "./ascii.js";
import { formatValue } from "./format-value.js";
import { argumentOf, parseFields, parseSteps, type ReplacementField } from "./replacement-fields.js";

/** Where the fields of a template get their values from. */
export interface FormatArguments {
  readonly positional: readonly Value[];
  named(name: string): Value;
  /** Whether fields may name nothing but an argument: no attributes and items of it. */
  readonly isPlain?: boolean;
}

/** The arguments of `str.format`. */
export function callArguments(positional: readonly Value[], keywords: Keywords): FormatArguments {
  return {
    positional,
    named(name) {
      const value = keywords.get(name);
      if (value === undefined)
        throw new HookloomError("key_error", "The format names a keyword that is not given");
      return value;
    },
  };
}

/**
 * `template.format(…)`: attributes and items are looked up through the sandbox; Markup escapes what it takes in.
 */
export function formatText(template: string | Markup, given: FormatArguments, state: State): string | Markup {
  const formatter = new Formatter(given, template instanceof Markup, state);
  return like(template, formatter.expand(asText(template) as string, maxNesting));
}

/** How deep fields may stand in the specifications of others. */
const maxNesting = 2;

/** The filling in of one template: it counts the fields that have no name. */
class Formatter {
  readonly #given: FormatArguments;
  readonly #escapes: boolean;
  readonly #state: State;
  /** The position of the next field without a name, until one has a number. */
  #position: number | undefined = 0;

  constructor(given: FormatArguments, escapes: boolean, state: State) {
    this.#given = given;
    this.#escapes = escapes;
    this.#state = state;
  }

  expand(template: string, nesting: number): string {
    if (nesting < 0) throw new HookloomError("value_error", "Max string recursion exceeded");
    // Most specifications are empty or have no fields in them.
    if (template === "") return "";
    const out = new TextBuilder(this.#state.meter);
    for (const piece of parseFields(template)) {
      this.#state.meter.spend(1);
      out.add(typeof piece === "string" ? piece : this.#fill(piece, nesting));
    }
    return out.text;
  }

  #fill(field: ReplacementField, nesting: number): string {
    const value = this.#convert(this.#find(this.#numbered(field.name)), field.conversion);
    const spec = this.expand(field.spec, nesting - 1);
    return this.#escapes ? this.#escaped(value, spec) : formatValue(value, spec, this.#state);
  }

  /** A name that says which argument is meant, by number where the field has none. */
  #numbered(name: string): string {
    const isNumber = name !== "" && isDigit(name);
    if (name !== "" && !isNumber) return name;
    if (isNumber ? (this.#position ?? 0) > 0 : this.#position === undefined) {
      throw new HookloomError(
        "value_error",
        "cannot switch from manual field specification to automatic field numbering",
      );
    }
    if (isNumber) {
      this.#position = undefined;
      return name;
    }
    const position = this.#position ?? 0;
    this.#position = position + 1;
    return String(position);
  }

  #find(name: string): Value {
    const { first, rest } = argumentOf(name);
    if (rest !== "" && this.#given.isPlain === true) {
      throw new HookloomError("security", "The format may not name attributes or items");
    }
    const { getAttribute, getItem } = this.#state.render.environment.lookUps;
    let value = typeof first === "number" ? this.#positional(first) : this.#given.named(first);
    for (const step of parseSteps(rest)) {
      this.#state.meter.spend(1);
      value =
        "attribute" in step
          ? getAttribute(value, step.attribute, this.#state)
          : getItem(value, step.key, this.#state);
    }
    return value;
  }

  #positional(index: number): Value {
    const value = this.#given.positional[index];
    if (value === undefined) throw new HookloomError("index_error", "Replacement index out of range");
    return value;
  }

  #convert(value: Value, conversion: string): Value {
    switch (conversion) {
      case "":
        return value;
      case "s":
        return this.#state.text(value);
      case "r":
        return repr(value, this.#state.meter);
      case "a":
        return ascii(value, this.#state.meter);
      default:
        throw new HookloomError("value_error", "Unknown conversion specifier");
    }
  }

  /** What Markup takes in: HTML as it is, which has no format of its own, and anything else escaped. */
  #escaped(value: Value, spec: string): string {
    const { meter } = this.#state;
    const html = htmlOf(value, meter);
    if (html === undefined) return escapeText(formatValue(value, spec, this.#state), meter);
    if (spec !== "") {
      throw new HookloomError("value_error", `Unsupported format specification for ${typeName(value)}.`);
    }
    return html;
  }
}
