import type { ErrorCode } from "../../errors/codes.js";
import { HookloomError, isHookloomError } from "../../errors/error.js";
import type { Source } from "../../errors/source.js";
import type { Limits } from "../../limits.js";
import { isAscii, isIdentifier } from "../../values/character-kinds.js";
import { type Int, toFloat } from "../../values/number.js";
import { parseFloating, parseInteger } from "../../values/number-parse.js";
import { quoted } from "../../values/print.js";
import { codePointIndex, isSpaceAt, stripSpaceEnd } from "../../values/text.js";
import { type Budget, unmetered, type Value } from "../../values/value.js";
import type { Delimiters, WhitespaceOptions } from "./delimiters.js";
import { BadEscape, endOfAsciiName, endOfName, endOfNumber, unescapeString } from "./literals.js";
import { operators, type Token, type TokenType } from "./token.js";

/** Brings every newline to `\n` and drops the last one, as Jinja2 does before it reads a template. */
export function normalizeSource(text: string, keepTrailingNewline: boolean): string {
  const lines = text.includes("\r") ? text.replace(/\r\n?/g, "\n") : text;
  return !keepTrailingNewline && lines.endsWith("\n") ? lines.slice(0, -1) : lines;
}

type OpeningKind = "block" | "variable" | "comment" | "line" | "lineComment";

/** A mark that ends text and starts something else. */
interface Opening {
  readonly kind: OpeningKind;
  readonly mark: string;
  /** Where the next one starts, -1 when not looked for yet; blanks before a line prefix belong to it. */
  start: number;
  /** Where its mark ends. */
  end: number;
}

/** Brackets, and at the same places those that close them. */
const openers = "{([";
const closers = "})]";

/**
 * Cuts a template into tokens, one at a time, as the parser asks for them. It walks by index: no step looks
 * at a character more often than a fixed number of times.
 */
export class Lexer {
  readonly #source: Source;
  readonly #text: string;
  readonly #delimiters: Delimiters;
  readonly #options: WhitespaceOptions;
  /** For numbers: how many digits they may have is the environment's to say, and `templateLength` bounds the rest. */
  readonly #budget: Budget;
  /** In the order in which Jinja2 tries them at one and the same place: the longest mark first. */
  readonly #openings: readonly Opening[];
  /** What the text around the current place is; comments and raw blocks are read in one go. */
  #mode: "root" | "block" | "variable" | "line" = "root";
  /** The closing brackets that are waited for: an end mark inside brackets is no end. */
  #brackets: string[] = [];
  #at = 0;
  #pending: Token | undefined;
  #lastStart = 0;

  constructor(source: Source, delimiters: Delimiters, options: WhitespaceOptions, limits: Limits) {
    this.#source = source;
    this.#text = source.text;
    this.#delimiters = delimiters;
    this.#options = options;
    this.#budget = { ...unmetered, limits };
    const marks: [OpeningKind, string | undefined][] = [
      ["variable", delimiters.variableStart],
      ["line", delimiters.lineStatementPrefix],
      ["lineComment", delimiters.lineCommentPrefix],
      ["comment", delimiters.commentStart],
      ["block", delimiters.blockStart],
    ];
    this.#openings = marks
      .filter((entry): entry is [OpeningKind, string] => entry[1] !== undefined)
      .map(([kind, mark]) => ({ kind, mark, start: -1, end: 0 }))
      .sort((a, b) => b.mark.length - a.mark.length);
  }

  /** The next token; `eof` for ever after the last. */
  next(): Token {
    const token = this.#scan();
    if (token.type !== "eof") this.#lastStart = token.start;
    return token;
  }

  #scan(): Token {
    for (;;) {
      const pending = this.#pending;
      if (pending !== undefined) {
        this.#pending = undefined;
        return pending;
      }
      if (this.#at >= this.#text.length) {
        if (this.#mode === "line" && this.#brackets.length === 0) {
          this.#mode = "root";
          return this.#token("block_end", "", this.#at);
        }
        // Where a template ends too early, Jinja2 points at the line of the last token.
        return { type: "eof", text: "", start: this.#lastStart, end: this.#lastStart, number: undefined };
      }
      const token = this.#mode === "root" ? this.#scanText() : this.#scanCode();
      if (token !== undefined) return token;
    }
  }

  // --- text -------------------------------------------------------------------------------------------

  /** Text up to the next opening, whose token waits its turn; undefined if there is none. */
  #scanText(): Token | undefined {
    const start = this.#at;
    const opening = this.#findOpening();
    if (opening === undefined) {
      this.#at = this.#text.length;
      return this.#data(start, this.#at);
    }
    const raw = opening.kind === "block" ? this.#endOfRawTag(opening.end) : undefined;
    const sign = this.#signAt(opening.end);
    const end = this.#strippedEnd(start, opening.start, sign, opening.kind !== "variable");
    if (raw !== undefined) {
      this.#at = raw;
      this.#pending = this.#scanRaw();
    } else {
      this.#at = opening.end + sign.length;
      this.#open(opening, sign);
    }
    return end > start ? this.#data(start, end) : undefined;
  }

  #open(opening: Opening, sign: string): void {
    const { kind, start, end } = opening;
    if (kind === "comment") this.#skipComment();
    else if (kind === "lineComment") this.#at = endOfLine(this.#text, this.#at);
    else {
      this.#mode = kind;
      const type = kind === "variable" ? "variable_begin" : "block_begin";
      this.#pending = { type, text: opening.mark, start, end: end + sign.length, number: undefined };
    }
  }

  /** The opening that starts first; at one place, the one that Jinja2 tries first. */
  #findOpening(): Opening | undefined {
    let first: Opening | undefined;
    for (const opening of this.#openings) {
      if (opening.start < this.#at) this.#advance(opening);
      if (opening.start < (first?.start ?? this.#text.length)) first = opening;
    }
    // A raw block is tried before everything else.
    const block = this.#openings.find(({ kind }) => kind === "block") as Opening;
    const raw =
      first !== undefined && block.start === first.start && this.#endOfRawTag(block.end) !== undefined;
    return raw ? block : first;
  }

  /** Moves an opening to its next place, or behind the end of the text. */
  #advance(opening: Opening): void {
    const { kind, mark } = opening;
    const text = this.#text;
    for (let at = text.indexOf(mark, this.#at); at >= 0; at = text.indexOf(mark, at + 1)) {
      opening.end = at + mark.length;
      opening.start = at;
      if (kind !== "line" && kind !== "lineComment") return;
      const isBlank = kind === "line" ? isLineBlank : isHorizontalSpace;
      while (opening.start > this.#at && isBlank(text, opening.start - 1)) opening.start -= 1;
      if (opening.start === 0 || text[opening.start - 1] === "\n") return;
      if (kind === "lineComment" && !isSpaceAt(text, opening.start - 1)) return;
    }
    opening.start = text.length;
  }

  /** Where text ends that stands before a tag, once the tag has taken the blanks it takes. */
  #strippedEnd(start: number, end: number, sign: string, isTag: boolean): number {
    if (sign === "-") return start + stripSpaceEnd(this.#text.slice(start, end)).length;
    if (sign === "+" || !isTag || !this.#options.lstripBlocks) return end;
    const newline = this.#text.slice(start, end).lastIndexOf("\n");
    const atLineStart = newline >= 0 || start === 0 || this.#text[start - 1] === "\n";
    if (!atLineStart) return end;
    const from = start + newline + 1;
    for (let at = from; at < end; at += 1) if (!isSpaceAt(this.#text, at)) return end;
    return from;
  }

  #data(start: number, end: number): Token {
    const text = this.#newlines(this.#text.slice(start, end));
    return { type: "data", text, start, end, number: undefined };
  }

  #newlines(text: string): string {
    const { newlineSequence } = this.#options;
    return newlineSequence === "\n" ? text : text.replaceAll("\n", newlineSequence);
  }

  #skipComment(): void {
    const { commentEnd } = this.#delimiters;
    const start = this.#at;
    const at = this.#text.indexOf(commentEnd, start);
    if (at < 0) {
      if (start < this.#text.length) this.#fail("Missing end of comment tag", start);
      return;
    }
    const sign = at > start ? this.#signAt(at - 1) : "";
    this.#at = this.#afterEnd(at + commentEnd.length, sign);
  }

  /** Where a `{% raw %}` ends whose opening mark ends at `at`; undefined where no raw block begins. */
  #endOfRawTag(at: number): number | undefined {
    const { blockEnd } = this.#delimiters;
    return this.#endOfTag("raw", at, (end) => {
      if (this.#text.startsWith(`-${blockEnd}`, end)) return this.#skipSpace(end + 1 + blockEnd.length);
      return this.#text.startsWith(blockEnd, end) ? end + blockEnd.length : undefined;
    });
  }

  /** Where a tag ends that has that name and nothing else. Blanks after the name may belong to its end mark. */
  #endOfTag(name: string, at: number, endAt: (at: number) => number | undefined): number | undefined {
    const start = this.#skipSpace(at + this.#signAt(at).length);
    if (!this.#text.startsWith(name, start)) return undefined;
    const from = start + name.length;
    let end: number | undefined;
    for (let to = this.#skipSpace(from); to >= from && end === undefined; to -= 1) end = endAt(to);
    return end;
  }

  /** Reads the inside of a raw block and its end. */
  #scanRaw(): Token | undefined {
    const { blockStart } = this.#delimiters;
    const start = this.#at;
    for (
      let at = this.#text.indexOf(blockStart, start);
      at >= 0;
      at = this.#text.indexOf(blockStart, at + 1)
    ) {
      const end = this.#endOfTag("endraw", at + blockStart.length, (to) => this.#endOfBlock(to));
      if (end !== undefined) {
        this.#at = end;
        const textEnd = this.#strippedEnd(start, at, this.#signAt(at + blockStart.length), true);
        return textEnd > start ? this.#data(start, textEnd) : undefined;
      }
    }
    if (start < this.#text.length) this.#fail("Missing end of raw directive", start);
    return undefined;
  }

  // --- code -------------------------------------------------------------------------------------------

  /** One token of code; undefined for blanks. */
  #scanCode(): Token | undefined {
    const text = this.#text;
    const start = this.#at;
    const end = this.#brackets.length === 0 ? this.#endOfCode(start) : undefined;
    if (end !== undefined) {
      const type = this.#mode === "variable" ? "variable_end" : "block_end";
      this.#mode = "root";
      return this.#token(type, text.slice(start, end), end);
    }
    if (isSpaceAt(text, start)) {
      this.#at = this.#skipSpace(start);
      return undefined;
    }
    const number = endOfNumber(text, start);
    if (number !== undefined) return this.#number(number.end, number.float);
    const close = endOfString(text, start);
    if (close !== undefined) return this.#string(close);
    return this.#name() ?? this.#operator() ?? this.#unexpected();
  }

  /** Where an end mark at `at` ends, with the blanks it takes along; undefined where there is none. */
  #endOfCode(at: number): number | undefined {
    if (this.#mode === "line") return this.#endOfLineStatement(at);
    const { variableEnd, blockEnd } = this.#delimiters;
    const mark = this.#mode === "variable" ? variableEnd : blockEnd;
    const first = this.#text.charAt(at);
    // Most of code is no end, which its first character tells.
    if (first !== mark.charAt(0) && first !== "-" && first !== "+") return undefined;
    if (this.#mode === "block") return this.#endOfBlock(at);
    if (first === "-" && this.#text.startsWith(mark, at + 1)) return this.#skipSpace(at + 1 + mark.length);
    return this.#text.startsWith(mark, at) ? at + mark.length : undefined;
  }

  #endOfBlock(at: number): number | undefined {
    const { blockEnd } = this.#delimiters;
    const sign = this.#signAt(at);
    if (sign !== "" && this.#text.startsWith(blockEnd, at + 1)) {
      return this.#afterEnd(at + 1 + blockEnd.length, sign);
    }
    return this.#text.startsWith(blockEnd, at) ? this.#afterEnd(at + blockEnd.length, "") : undefined;
  }

  /** A line statement ends with its line; empty lines that follow go with it. */
  #endOfLineStatement(at: number): number | undefined {
    let end = this.#skipSpace(at);
    if (end === this.#text.length) return end;
    while (end > at && this.#text[end - 1] !== "\n") end -= 1;
    return end > at ? end : undefined;
  }

  /** What follows the end of a block or comment and goes with it. */
  #afterEnd(at: number, sign: string): number {
    if (sign === "-") return this.#skipSpace(at);
    return sign === "" && this.#options.trimBlocks && this.#text[at] === "\n" ? at + 1 : at;
  }

  #number(end: number, float: boolean): Token {
    const written = this.#text.slice(this.#at, end);
    // Jinja2 has Python read its floats, which takes the digits of ASCII only.
    if (float && !isAscii(written)) {
      this.#fail("invalid decimal literal", this.#at, end, "template_invalid");
    }
    const value = float
      ? toFloat(parseFloating(written, this.#budget) as number)
      : this.#integer(written, end);
    return this.#token(float ? "float" : "integer", written, end, value);
  }

  #integer(written: string, end: number): Int {
    try {
      return parseInteger(written, 0, this.#budget) as Int;
    } catch (error) {
      // It has too many digits.
      throw isHookloomError(error) ? error.placedAt(this.#source, { start: this.#at, end }) : error;
    }
  }

  #name(): Token | undefined {
    const start = this.#at;
    const ascii = endOfAsciiName(this.#text, start);
    const end = this.#text.charCodeAt(ascii) >= 0x80 ? endOfName(this.#text, start) : ascii;
    if (end === start) return undefined;
    const name = this.#text.slice(start, end);
    // One of ASCII does not begin with a digit, since numbers are tried first.
    if (end > ascii && !isIdentifier(name)) this.#fail("Invalid character in identifier", start, end);
    return this.#token("name", name, end);
  }

  #string(end: number): Token {
    try {
      return this.#token(
        "string",
        unescapeString(this.#newlines(this.#text.slice(this.#at + 1, end - 1))),
        end,
      );
    } catch (error) {
      if (error instanceof BadEscape) this.#fail(error.message, this.#at, end);
      throw error;
    }
  }

  #operator(): Token | undefined {
    const one = this.#text.charAt(this.#at);
    const next = this.#text.charAt(this.#at + 1);
    // Those of two characters end in `=`, or have one character twice.
    const two = next === "=" || next === one ? one + next : one;
    const written = operators.has(two) ? two : one;
    const type = operators.get(written);
    if (type === undefined) return undefined;
    if (openers.includes(written)) this.#brackets.push(closers.charAt(openers.indexOf(written)));
    else if (closers.includes(written)) this.#closeBracket(written);
    return this.#token(type, written, this.#at + written.length);
  }

  #closeBracket(written: string): void {
    const expected = this.#brackets.pop();
    if (expected === undefined) this.#fail(`unexpected '${written}'`, this.#at);
    if (expected !== written) this.#fail(`unexpected '${written}', expected '${expected}'`, this.#at);
  }

  #unexpected(): never {
    const character = String.fromCodePoint(this.#text.codePointAt(this.#at) as number);
    const place = codePointIndex(this.#text, this.#at);
    return this.#fail(`unexpected char ${quoted(character, unmetered)} at ${place}`, this.#at);
  }

  #token(type: TokenType, text: string, end: number, number?: Value): Token {
    const start = this.#at;
    this.#at = end;
    return { type, text, start, end, number };
  }

  #signAt(at: number): string {
    const sign = this.#text[at];
    return sign === "-" || sign === "+" ? sign : "";
  }

  #skipSpace(from: number): number {
    let at = from;
    while (at < this.#text.length && isSpaceAt(this.#text, at)) at += 1;
    return at;
  }

  #fail(message: string, start: number, end = start + 1, code: ErrorCode = "template_syntax"): never {
    throw new HookloomError(code, message).placedAt(this.#source, { start, end });
  }
}

function endOfLine(text: string, at: number): number {
  const newline = text.indexOf("\n", at);
  return newline < 0 ? text.length : newline;
}

/** Where a string literal at `start` ends; undefined where there is none. */
function endOfString(text: string, start: number): number | undefined {
  const quote = text.charCodeAt(start);
  if (quote !== 0x22 && quote !== 0x27) return undefined;
  for (let at = start + 1; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === 0x5c) at += 1;
    else if (code === quote) return at + 1;
  }
  return undefined;
}

function isLineBlank(text: string, at: number): boolean {
  const character = text[at];
  return character === " " || character === "\t" || character === "\v";
}

function isHorizontalSpace(text: string, at: number): boolean {
  return isSpaceAt(text, at) && text[at] !== "\n" && text[at] !== "\r";
}
