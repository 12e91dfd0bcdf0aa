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
  return text.replace(/[&<>'"]/g, (character) => entities[character] as string);
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "'": "&#39;",
  '"': "&#34;",
};

function escapedLength(text: string): number {
  let length = text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === 0x3c || unit === 0x3e) length += 3;
    else if (unit === 0x26 || unit === 0x22 || unit === 0x27) length += 4;
  }
  return length;
}

/** MarkupSafe's `escape(value)` as text: what is HTML already is left alone. */
export function escaped(value: Value, budget: Budget): string {
  if (typeof value === "string") return escapeText(value, budget);
  const html = value instanceof Instance ? value.html(budget) : undefined;
  return html ?? escapeText(textOf(value, budget), budget);
}
