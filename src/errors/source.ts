/** A piece of a source text, as two offsets in UTF-16 units: `end` is one past the last. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

/** A place as people count: lines and columns start at 1, columns count code points. */
export interface Location {
  /** Name of the template or text, when it has one. */
  readonly name: string | null;
  /** From 1. */
  readonly line: number;
  /** In code points, from 1. */
  readonly column: number;
}

const contextLines = 1;
const frameWidth = 100;

/** A text that errors point into. Lines and columns are worked out only when somebody looks. */
export class Source {
  readonly text: string;
  readonly name: string | null;

  constructor(text: string, name: string | null = null) {
    this.text = text;
    this.name = name;
  }

  locate(offset: number): Location {
    let line = 1;
    let lineStart = 0;
    for (let at = this.text.indexOf("\n"); at !== -1 && at < offset; at = this.text.indexOf("\n", at + 1)) {
      line += 1;
      lineStart = at + 1;
    }
    return { name: this.name, line, column: countCodePoints(this.text.slice(lineStart, offset)) + 1 };
  }

  /** The lines around a span, with carets under it. */
  frame(span: Span): string {
    const { line, column } = this.locate(span.start);
    const lines = this.text.split("\n");
    const first = Math.max(1, line - contextLines);
    const last = Math.min(lines.length, line + contextLines);
    const digits = String(last).length;
    // A long line is shown as a window around the column, the same window on every line.
    const skip = Math.max(0, column - Math.floor(frameWidth * 0.6));
    const out: string[] = [];
    for (let n = first; n <= last; n += 1) {
      const shown = sliceCodePoints(lines[n - 1] ?? "", skip, frameWidth);
      const text = shown.replace(/\t/g, " ");
      out.push(`${n === line ? ">" : " "} ${String(n).padStart(digits)} | ${text}`.trimEnd());
      if (n === line) {
        const rest = skip + countCodePoints(shown) - column + 1;
        const width = countCodePoints(this.text.slice(span.start, span.end));
        const carets = Math.max(1, Math.min(width, rest));
        out.push(`  ${" ".repeat(digits)} | ${" ".repeat(column - 1 - skip)}${"^".repeat(carets)}`);
      }
    }
    return out.map((text) => printable(text)).join("\n");
  }
}

/** Some of the code points of a text, which may be too long to be taken apart. */
function sliceCodePoints(text: string, from: number, count: number): string {
  const start = skipCodePoints(text, 0, from);
  return text.slice(start, skipCodePoints(text, start, count));
}

function skipCodePoints(text: string, from: number, count: number): number {
  let at = from;
  for (let left = count; left > 0 && at < text.length; left -= 1) {
    at += (text.codePointAt(at) as number) > 0xffff ? 2 : 1;
  }
  return at;
}

function countCodePoints(text: string): number {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
}

const unprintable = /[\p{Cc}\p{Bidi_Control}\u2028\u2029\ufeff\ud800-\udfff]/u;

/**
 * Escapes what would break, hide or reorder text in a terminal or log: control and bidi characters,
 * separators of lines, byte order marks and lone surrogates, as `\xNN` or `\uNNNN`. Joiners stay: emoji are
 * made with them.
 */
export function printable(text: string): string {
  if (!unprintable.test(text)) return text;
  return text.replace(new RegExp(unprintable.source, "gu"), (character) => {
    const code = character.charCodeAt(0);
    return code < 0x100
      ? `\\x${code.toString(16).padStart(2, "0")}`
      : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
