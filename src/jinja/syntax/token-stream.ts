import type { ErrorCode } from "../../errors/codes.js";
import { HookloomError } from "../../errors/error.js";
import type { Source, Span } from "../../errors/source.js";
import type { Limits } from "../../limits.js";
import { quoted } from "../../values/print.js";
import { unmetered } from "../../values/value.js";
import type { Lexer } from "./lexer.js";
import type { Node } from "./nodes.js";
import { describeToken, describeType, type Token, type TokenType } from "./token.js";

/** The tokens as a parser sees them: the current one, a look at the next, and ways to fail. */
export class TokenStream {
  readonly source: Source;
  readonly limits: Limits;
  readonly #lexer: Lexer;
  #current: Token;
  #next: Token | undefined;
  /** Where the last token that was passed ends, for the span of what it closes. */
  #passed = 0;
  #nodes = 0;

  constructor(lexer: Lexer, source: Source, limits: Limits) {
    this.#lexer = lexer;
    this.source = source;
    this.limits = limits;
    this.#current = lexer.next();
  }

  get current(): Token {
    return this.#current;
  }

  /** The token after the current one. */
  get following(): Token {
    this.#next ??= this.#lexer.next();
    return this.#next;
  }

  /** Passes the current token and gives it back. */
  advance(): Token {
    const passed = this.#current;
    this.#passed = passed.end;
    this.#current = this.#next ?? this.#lexer.next();
    this.#next = undefined;
    return passed;
  }

  is(type: TokenType): boolean {
    return this.#current.type === type;
  }

  /** Whether the current token is that name. */
  isName(name: string): boolean {
    return isName(this.#current, name);
  }

  /** Passes the current token if it is of that type, or that name. */
  skipIf(type: TokenType, name?: string): boolean {
    const matches = name === undefined ? this.is(type) : this.isName(name);
    if (matches) this.advance();
    return matches;
  }

  /** Passes the current token, which must be of that type, or that name. */
  expect(type: TokenType, name?: string): Token {
    const matches = name === undefined ? this.is(type) : this.isName(name);
    if (matches) return this.advance();
    const expected = name ?? describeType(type);
    const wanted = quoted(expected, unmetered);
    if (this.is("eof")) this.fail(`unexpected end of template, expected ${wanted}.`);
    return this.fail(`expected token ${wanted}, got ${quoted(describeToken(this.#current), unmetered)}`);
  }

  /** From the start of a token to the end of what has been read. */
  spanFrom(start: Span): Span {
    return { start: start.start, end: Math.max(this.#passed, start.end) };
  }

  /** Counts a node, and gives it back. */
  node<Kind extends Node>(node: Kind): Kind {
    const { templateNodes } = this.limits;
    this.#nodes += 1;
    if (this.#nodes > templateNodes) {
      this.failLimit(`The template has more than ${templateNodes} syntax nodes`);
    }
    return node;
  }

  fail(message: string, at: Span = this.#current, code: ErrorCode = "template_syntax", help?: string): never {
    throw new HookloomError(code, message, { help }).placedAt(this.source, at);
  }

  failLimit(message: string, at: Span = this.#current): never {
    return this.fail(message, at, "template_limit");
  }
}

export function isName(token: Token, name: string): boolean {
  return token.type === "name" && token.text === name;
}
