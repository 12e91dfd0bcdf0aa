import type { Span } from "../errors/source.js";
import type { Remark } from "./finding.js";
import type { Mode } from "./json-state.js";
import type { RuleName } from "./rules.js";

/** Something found while reading. A fatal one ends the path: what follows can mean anything. */
export interface Fault extends Remark {
  readonly rule: RuleName;
  readonly span: Span;
}

/** Stands in a key for what the render prints there; no string of JSON has this character. */
export const printed = "\0";
/** Longest key that is remembered; longer ones count as known only to the render. */
const maxKeyLength = 200;
const escapes = '"\\/bfnrt';
/** Words that Python's reader takes for numbers, and that no event can hold. */
export const notFinite: Record<string, string> = { N: "aN", I: "nfinity" };
const endsOfNumber: ReadonlySet<Mode> = new Set(["zero", "int", "fraction", "exponentDigits"]);

/**
 * Reads the characters of JSON that make up strings, numbers and words; what they mean together is for
 * `JsonReader` to know. Faults are gathered; after a fatal one `isDead` is true.
 */
export abstract class JsonScanner {
  readonly faults: Fault[] = [];
  isDead = false;
  mode: Mode;
  isKey: boolean;
  /** As in `JsonState`. */
  protected text: string | null;

  constructor(mode: Mode, isKey: boolean, text: string | null) {
    this.mode = mode;
    this.isKey = isKey;
    this.text = text;
  }

  /** A character that is no part of a string, number or word. */
  protected abstract structure(character: string, span: Span, word: () => string): void;
  /** A string has ended, with the quote at `span`. */
  protected abstract endString(span: Span): void;
  /** A value has ended. */
  protected abstract endValue(): void;

  /** Reads text; `place` tells where a piece of it stands in the template. */
  read(text: string, place: (from: number, to: number) => Span): void {
    for (let at = 0; at < text.length && !this.isDead; ) {
      if (this.mode === "string") at = this.#readString(text, at, place);
      else {
        this.#step(text[at] as string, place(at, at + 1), () => wordAt(text, at));
        at += 1;
      }
    }
  }

  // --- strings ------------------------------------------------------------------------------------------

  #readString(text: string, from: number, place: (from: number, to: number) => Span): number {
    let at = from;
    while (at < text.length && !isSpecial(text.charCodeAt(at))) at += 1;
    if (at > from) this.append(text.slice(from, at));
    if (at === text.length) return at;
    const character = text[at] as string;
    const span = place(at, at + 1);
    if (character === '"') this.endString(span);
    else if (character === "\\") {
      this.append(character);
      this.mode = "escape";
    } else {
      const what = character === "\n" ? "A line break" : "A control character";
      this.fatal("json-syntax", span, `${what} inside a string, where JSON wants it escaped`, "'\\n'");
    }
    return at + 1;
  }

  /** Adds to what the string holds. */
  protected append(text: string): void {
    if (!this.isKey) {
      const begin = this.text === "" ? (text.startsWith(".") ? ".…" : "…") : this.text?.replace(/\.$/, "");
      this.text = begin + (text.endsWith(".") ? "." : "");
    } else if (this.text !== null && !this.text.endsWith(printed)) {
      this.text = this.text.length + text.length > maxKeyLength ? null : this.text + text;
    }
  }

  // --- everything else ----------------------------------------------------------------------------------

  #step(character: string, span: Span, word: () => string): void {
    const mode = this.mode;
    if (mode === "escape") this.#escape(character, span);
    else if (mode.startsWith("hex")) this.#hex(character, span);
    else if (mode.startsWith("word:")) this.#word(character, span);
    else if (this.#number(character, span)) return;
    else if (" \t\n\r".includes(character)) return;
    else this.structure(character, span, word);
  }

  #escape(character: string, span: Span): void {
    if (character !== "u" && !escapes.includes(character)) {
      this.fatal("json-syntax", span, `JSON knows no escape '\\${character}'`, "'\\\\' for a backslash");
      return;
    }
    this.append(character);
    this.mode = character === "u" ? "hex4" : "string";
  }

  #hex(character: string, span: Span): void {
    if (!/[0-9a-fA-F]/.test(character)) {
      this.fatal("json-syntax", span, "'\\u' wants four hexadecimal digits");
      return;
    }
    this.append(character);
    const left = Number(this.mode.slice(3)) - 1;
    this.mode = left === 0 ? "string" : (`hex${left}` as Mode);
  }

  #word(character: string, span: Span): void {
    const rest = this.mode.slice("word:".length);
    if (character !== rest[0]) {
      this.fatal("json-syntax", span, "A word that JSON does not know; it has true, false and null");
      return;
    }
    if (rest.length === 1) this.endValue();
    else this.mode = `word:${rest.slice(1)}`;
  }

  /** Goes on in a number; false where the character is none of it, and the number has ended. */
  #number(character: string, span: Span): boolean {
    const mode = this.mode;
    if (mode === "minus" && character === "I") {
      this.fault("json-syntax", span, "An event cannot hold '-Infinity'", "'null'");
      this.mode = `word:${notFinite.I as string}`;
      return true;
    }
    const next = nextOfNumber(mode, character);
    if (next === undefined) return false;
    if (next !== "end") {
      this.mode = next;
      return true;
    }
    if (!endsOfNumber.has(mode) || /[0-9a-zA-Z.+-]/.test(character)) {
      this.fatal("json-syntax", span, "A number that JSON cannot read");
      return true;
    }
    this.endValue();
    return false;
  }

  /** Whether what was read can end here, as far as numbers go. */
  protected get isNumberComplete(): boolean {
    return endsOfNumber.has(this.mode);
  }

  protected fault(rule: RuleName, span: Span, message: string, fix?: string): void {
    this.faults.push({ rule, span, message, fix });
  }

  protected fatal(rule: RuleName, span: Span, message: string, fix?: string): void {
    this.fault(rule, span, message, fix);
    this.isDead = true;
  }
}

function isSpecial(code: number): boolean {
  return code === 0x22 || code === 0x5c || code < 0x20;
}

/** The mode after one more character of a number: `end` where it is none of it, undefined outside numbers. */
function nextOfNumber(mode: Mode, character: string): Mode | "end" | undefined {
  const isDigit = character >= "0" && character <= "9";
  const isExponent = character === "e" || character === "E";
  switch (mode) {
    case "minus":
      return isDigit ? (character === "0" ? "zero" : "int") : "end";
    case "int":
    case "zero":
      if (isDigit && mode === "int") return "int";
      return character === "." ? "point" : isExponent ? "exponent" : "end";
    case "point":
      return isDigit ? "fraction" : "end";
    case "fraction":
      return isDigit ? "fraction" : isExponent ? "exponent" : "end";
    case "exponent":
      if (character === "+" || character === "-") return "exponentSign";
      return isDigit ? "exponentDigits" : "end";
    case "exponentSign":
    case "exponentDigits":
      return isDigit ? "exponentDigits" : "end";
    default:
      return undefined;
  }
}

/** The letters from a place on. */
function wordAt(text: string, at: number): string {
  let end = at;
  while (end < text.length && end < at + 16 && /[A-Za-z]/.test(text[end] as string)) end += 1;
  return text.slice(at, end);
}
