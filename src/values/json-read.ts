import { HookloomError } from "../errors/error.js";
import { Source } from "../errors/source.js";
import { defaultLimits } from "../limits.js";
import { Dict, fromJson } from "./dict.js";
import { type JsonLimits, maxJsonDepth, parseExact } from "./json-exact.js";
import { type Int, toFloat, toInt } from "./number.js";
import type { List, Value } from "./value.js";

/**
 * Reads JSON text (RFC 8259) as Python's `json.loads` does, and strictly: `1.0` stays a float, integers of
 * any size are exact, keys keep their order, the last of equal keys wins. NaN and Infinity are refused.
 *
 * @throws HookloomError `json_syntax` with line and column; `json_depth`; `json_number`
 */
export function readJson(text: string, limits: JsonLimits = defaultLimits): Value {
  const exact = parseExact(text, limits);
  return exact === undefined ? readJsonSlowly(text, limits) : fromJson(exact);
}

/** The way for what `JSON.parse` cannot do; it can do all, and is several times slower. */
export function readJsonSlowly(text: string, limits: JsonLimits = defaultLimits): Value {
  return new JsonReader(text, limits).read();
}

const numberPattern = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
// biome-ignore lint/suspicious/noControlCharactersInRegex: RFC 8259 forbids them in strings
const plainText = /[^"\\\x00-\x1f]*/y;
const escapes: Record<string, string> = {
  '"': '"',
  "\\": "\\",
  "/": "/",
  b: "\b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
};

/** Reads with nothing lost. Recursion is bounded by the depth limit. */
class JsonReader {
  readonly #text: string;
  readonly #limits: JsonLimits;
  readonly #depthLimit: number;
  #at = 0;

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
    this.#depthLimit = Math.min(limits.jsonDepth, maxJsonDepth);
  }

  read(): Value {
    const value = this.#value(1);
    this.#skipBlanks();
    if (this.#at < this.#text.length) this.#fail("nothing more");
    return value;
  }

  #value(depth: number): Value {
    this.#skipBlanks();
    switch (this.#text[this.#at]) {
      case "{":
        return this.#object(depth);
      case "[":
        return this.#array(depth);
      case '"':
        return this.#string();
      case "t":
        return this.#word("true", true);
      case "f":
        return this.#word("false", false);
      case "n":
        return this.#word("null", null);
      default:
        return this.#number();
    }
  }

  #object(depth: number): Value {
    this.#enter(depth);
    const dict = new Dict();
    if (this.#skipTo("}")) return dict;
    do {
      this.#skipBlanks();
      if (this.#text[this.#at] !== '"') this.#fail("a key in double quotes");
      const key = this.#string();
      if (!this.#skipTo(":")) this.#fail("':'");
      dict.set(key, this.#value(depth + 1));
    } while (this.#skipTo(","));
    if (!this.#skipTo("}")) this.#fail("',' or '}'");
    return dict;
  }

  #array(depth: number): Value {
    this.#enter(depth);
    const list: List = [];
    if (this.#skipTo("]")) return list;
    do list.push(this.#value(depth + 1));
    while (this.#skipTo(","));
    if (!this.#skipTo("]")) this.#fail("',' or ']'");
    return list;
  }

  #enter(depth: number): void {
    if (depth > this.#depthLimit) {
      throw this.#placed("json_depth", `The JSON is nested deeper than ${this.#depthLimit} levels`);
    }
    this.#at += 1;
  }

  #string(): string {
    let out = "";
    this.#at += 1;
    for (;;) {
      plainText.lastIndex = this.#at;
      plainText.test(this.#text);
      out += this.#text.slice(this.#at, plainText.lastIndex);
      this.#at = plainText.lastIndex;
      const unit = this.#text[this.#at];
      if (unit === '"') {
        this.#at += 1;
        return out;
      }
      if (unit === undefined) this.#fail("the end of the string");
      if (unit !== "\\") this.#fail("an escape for the control character");
      out += this.#escape();
    }
  }

  #escape(): string {
    const kind = this.#text[this.#at + 1] ?? "";
    if (kind === "u") {
      const digits = this.#text.slice(this.#at + 2, this.#at + 6);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) this.#fail("four hexadecimal digits after '\\u'");
      this.#at += 6;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    if (!Object.hasOwn(escapes, kind)) this.#fail("a valid escape after '\\'");
    this.#at += 2;
    return escapes[kind] as string;
  }

  #number(): Value {
    numberPattern.lastIndex = this.#at;
    const match = numberPattern.exec(this.#text);
    if (match === null) this.#fail("a value");
    const [digits, fraction, exponent] = match;
    const start = this.#at;
    this.#at = numberPattern.lastIndex;
    if (fraction !== undefined || exponent !== undefined) return toFloat(Number(digits));
    if (digits.length <= 15) return (Number(digits) + 0) as Int;
    if (digits.replace("-", "").length > this.#limits.intDigits) {
      this.#at = start;
      throw this.#placed("json_number", `A number has more than ${this.#limits.intDigits} digits`);
    }
    return toInt(BigInt(digits));
  }

  #word<Word>(word: string, value: Word): Word {
    if (!this.#text.startsWith(word, this.#at)) this.#fail("a value");
    this.#at += word.length;
    return value;
  }

  /** Skips blanks and, if it is next, the given character. */
  #skipTo(character: string): boolean {
    this.#skipBlanks();
    if (this.#text[this.#at] !== character) return false;
    this.#at += 1;
    return true;
  }

  #skipBlanks(): void {
    while (isBlank(this.#text.charCodeAt(this.#at))) this.#at += 1;
  }

  #fail(expected: string): never {
    // Most of what is read here was printed by templates; bodies that are no JSON are text.
    const help = "Print values with |tojson. explainTemplate tells what printed this.";
    throw this.#placed("json_syntax", `The JSON is not valid: expected ${expected}`, { help });
  }

  #placed(
    code: "json_syntax" | "json_depth" | "json_number",
    message: string,
    options?: { help: string },
  ): HookloomError {
    const source = new Source(this.#text, null);
    return new HookloomError(code, message, options).placedAt(source, { start: this.#at, end: this.#at + 1 });
  }
}

/** Whether a UTF-16 unit is a blank of JSON. */
function isBlank(unit: number): boolean {
  return unit === 0x20 || unit === 0x0a || unit === 0x0d || unit === 0x09;
}
