import { HookloomError } from "../../../errors/error.js";
import { asText, like, Markup } from "../../../values/markup.js";
import type { Value } from "../../../values/value.js";
import type { State } from "../../runtime/state.js";
import { TextBuilder } from "../../sandbox/allocate.js";
import { PercentArguments } from "./percent-arguments.js";
import { convert, type Directive } from "./percent-convert.js";
import { markupOperands, plainOperands } from "./percent-operands.js";

/**
 * `template % values`, Python's printf-style formatting. Markup escapes what it takes in.
 * @see https://docs.python.org/3.11/library/stdtypes.html#printf-style-string-formatting
 */
export function formatPercent(template: string | Markup, values: Value, state: State): string | Markup {
  const operands = template instanceof Markup ? markupOperands : plainOperands;
  const text = asText(template) as string;
  const given = new PercentArguments(values, operands, state);
  const out = new TextBuilder(state.meter);
  let at = 0;
  for (;;) {
    const sign = text.indexOf("%", at);
    if (sign < 0) break;
    state.meter.spend(1);
    out.add(text.slice(at, sign));
    if (text[sign + 1] === "%") {
      out.add("%");
      at = sign + 2;
      continue;
    }
    const reader = new DirectiveReader(text, sign + 1, given);
    const directive = reader.read();
    // As many flags and digits as one likes may stand there.
    state.meter.spend((reader.at - sign) >> 3);
    out.add(convert(directive, given.next(), operands, state));
    at = reader.at;
  }
  given.finish();
  return like(template, out.add(text.slice(at)).text);
}

/** Widths are C sizes, precisions are C ints. */
const largestWidth = 2n ** 63n - 1n;
const largestPrecision = 2n ** 31n - 1n;

/** Reads `%(key)flags width.precision length letter`. Arguments that it names are looked up on the way. */
class DirectiveReader {
  at: number;
  readonly #text: string;
  readonly #given: PercentArguments;

  constructor(text: string, at: number, given: PercentArguments) {
    this.#text = text;
    this.at = at;
    this.#given = given;
  }

  read(): Directive {
    if (this.#peek() === "(") this.#given.select(this.#key());
    const flags = this.#flags();
    const width = this.#number("width", largestWidth) ?? 0;
    const precision = this.#take(".")
      ? Math.max(0, this.#number("precision", largestPrecision) ?? 0)
      : undefined;
    // The size of a C variable, which Python takes and ignores.
    if (!this.#take("h") && !this.#take("l")) this.#take("L");
    const letter = this.#text.codePointAt(this.at);
    if (letter === undefined) throw new HookloomError("value_error", "incomplete format");
    this.at += letter > 0xffff ? 2 : 1;
    return {
      leftAligned: flags.has("-") || width < 0,
      sign: flags.has("+") ? "+" : flags.has(" ") ? " " : "",
      alternate: flags.has("#"),
      zeroFilled: flags.has("0"),
      width: Math.abs(width),
      precision,
      letter: String.fromCodePoint(letter),
    };
  }

  #peek(): string | undefined {
    return this.#text[this.at];
  }

  #take(character: string): boolean {
    const found = this.#peek() === character;
    if (found) this.at += 1;
    return found;
  }

  /** What stands in the parentheses, others in pairs included; undefined where they do not close. */
  #key(): string | undefined {
    const start = this.at + 1;
    let depth = 0;
    for (; this.at < this.#text.length; this.at += 1) {
      const character = this.#text[this.at];
      if (character === "(") depth += 1;
      else if (character === ")") depth -= 1;
      if (depth === 0) {
        this.at += 1;
        return this.#text.slice(start, this.at - 1);
      }
    }
    return undefined;
  }

  #flags(): ReadonlySet<string> {
    const flags = new Set<string>();
    for (;;) {
      const character = this.#peek();
      if (character === undefined || !"-+ #0".includes(character)) return flags;
      flags.add(character);
      this.at += 1;
    }
  }

  /** A number, or the next argument for `*`. */
  #number(what: string, largest: bigint): number | undefined {
    if (this.#take("*")) return this.#given.nextSize(largest);
    const start = this.at;
    while (isDigit(this.#peek())) this.at += 1;
    if (start === this.at) return undefined;
    const number = Number(this.#text.slice(start, this.at));
    if (number > largest) throw new HookloomError("value_error", `${what} too big`);
    return number;
  }
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}
