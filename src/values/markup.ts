import { hashKey } from "./compare.js";
import { quoted, text as textOf } from "./print.js";
import { compareText } from "./text.js";
import { type Budget, Instance, type Value } from "./value.js";

/** Text that is HTML already and is not escaped again (MarkupSafe's `Markup`, a subclass of str). */
export class Markup extends Instance {
  readonly typeName = "Markup";
  readonly value: string;

  constructor(value: string) {
    super();
    this.value = value;
  }

  repr(budget: Budget): string {
    return `Markup(${quoted(this.value, budget)})`;
  }

  override text(): string {
    return this.value;
  }

  override truth(): boolean {
    return this.value !== "";
  }

  override html(): string {
    return this.value;
  }

  override equals(other: Value, budget: Budget): boolean {
    const text = asText(other);
    if (text !== undefined) budget.spend(Math.min(text.length, this.value.length) >> 6);
    return this.value === text;
  }

  override compare(other: Value, budget: Budget): number | undefined {
    const text = asText(other);
    if (text === undefined) return undefined;
    budget.spend(Math.min(text.length, this.value.length) >> 4);
    return compareText(this.value, text);
  }

  override hashKey(budget: Budget): unknown {
    return hashKey(this.value, budget);
  }
}

/** JSON that a filter wrote: a whole value, or what may stand between the quotes of a string. */
export class JsonText extends Markup {
  readonly part: "value" | "content";

  constructor(value: string, part: "value" | "content") {
    super(value);
    this.part = part;
  }
}

/** The text of a str or Markup; undefined for anything else. */
export function asText(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return value instanceof Markup ? value.value : undefined;
}

/** Whether a value is a str, Markup included. */
export function isText(value: Value): value is string | Markup {
  return typeof value === "string" || value instanceof Markup;
}

/** Gives a result the kind that its origin had: Markup stays Markup. */
export function like(origin: Value, result: string): string | Markup {
  return origin instanceof Markup ? new Markup(result) : result;
}

const needsEscape = /[&<>'"]/;

/** The five characters that MarkupSafe's `escape` replaces. */
export function escapeText(text: string, budget: Budget): string {
  budget.spend(text.length >> 6);
  if (!needsEscape.test(text)) return text;
  budget.reserve(escapedLength(text));
  // Unit by unit, in pieces that are put together now and then: that is fast for text that is full of them, too.
  let laid = "";
  let out = "";
  let from = 0;
  for (let at = 0; at < text.length; at += 1) {
    const entity = entityOf(text.charCodeAt(at));
    if (entity === undefined) continue;
    out += text.slice(from, at) + entity;
    from = at + 1;
    if (out.length > piece) {
      // To look at a character puts the tree of what was added in one piece.
      out.charCodeAt(0);
      laid += out;
      out = "";
    }
  }
  return laid + out + text.slice(from);
}

/** Text of so many units is put in one piece. */
const piece = 16_384;

function entityOf(unit: number): string | undefined {
  switch (unit) {
    case 0x22:
      return "&#34;";
    case 0x26:
      return "&amp;";
    case 0x27:
      return "&#39;";
    case 0x3c:
      return "&lt;";
    case 0x3e:
      return "&gt;";
    default:
      return undefined;
  }
}

function escapedLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const entity = entityOf(text.charCodeAt(at));
    if (entity !== undefined) length += entity.length - 1;
  }
  return length;
}

/** MarkupSafe's `escape(value)` as text: what is HTML already is left alone. */
export function escaped(value: Value, budget: Budget): string {
  if (typeof value === "string") return escapeText(value, budget);
  return htmlOf(value, budget) ?? escapeText(textOf(value, budget), budget);
}

/** `value.__html__()`: what a value is in HTML, where it says that itself. */
export function htmlOf(value: Value, budget: Budget): string | undefined {
  return value instanceof Instance ? value.html(budget) : undefined;
}
