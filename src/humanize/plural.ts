import { HookloomError } from "../errors/error.js";

/** Tells which of a message's forms goes with a number. */
export type PluralRule = (n: number) => number;

/** The rule where a catalogue has none. */
export const germanic: PluralRule = (n) => (n === 1 ? 0 : 1);

/** As long, and as deeply nested, as gettext rules may be; the longest in use are a quarter of it. */
const longest = 1000;
const deepest = 20;

/**
 * Makes a rule of gettext's `Plural-Forms`, such as `nplurals=2; plural=(n != 1);`.
 * @see https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
 * @throws HookloomError `option_invalid` for a header that has no such rule
 */
export function parsePluralForms(header: string): PluralRule {
  const part = header.split(";").find((piece) => piece.trim().startsWith("plural"));
  const equals = part === undefined ? -1 : part.indexOf("=");
  if (part === undefined || equals < 0 || part.length > longest) return invalid();
  return new RuleParser(part.slice(equals + 1)).parse();
}

type Combine = (left: number, right: number) => number;

/** The binary operators of C, the loosest first. A quotient is cut to a whole number. */
const levels: readonly (readonly (readonly [string, Combine])[])[] = [
  [["||", (a, b) => Number(a !== 0 || b !== 0)]],
  [["&&", (a, b) => Number(a !== 0 && b !== 0)]],
  [
    ["==", (a, b) => Number(a === b)],
    ["!=", (a, b) => Number(a !== b)],
  ],
  [
    ["<=", (a, b) => Number(a <= b)],
    [">=", (a, b) => Number(a >= b)],
    ["<", (a, b) => Number(a < b)],
    [">", (a, b) => Number(a > b)],
  ],
  [
    ["+", (a, b) => a + b],
    ["-", (a, b) => a - b],
  ],
  [
    ["*", (a, b) => a * b],
    ["/", (a, b) => (b === 0 ? 0 : Math.floor(a / b))],
    ["%", (a, b) => (b === 0 ? 0 : a % b)],
  ],
];

/** Reads a C expression of the one variable `n` into closures. */
class RuleParser {
  readonly #tokens: readonly string[];
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#tokens = text.match(/\d+|[|&=!<>]=|\|\||&&|\S/g) ?? [];
  }

  parse(): PluralRule {
    const rule = this.#conditional();
    return this.#at === this.#tokens.length ? rule : invalid();
  }

  #conditional(): PluralRule {
    this.#depth += 1;
    if (this.#depth > deepest) return invalid();
    const condition = this.#binary(0);
    let rule = condition;
    if (this.#take("?")) {
      const yes = this.#conditional();
      if (!this.#take(":")) return invalid();
      const no = this.#conditional();
      rule = (n) => (condition(n) === 0 ? no(n) : yes(n));
    }
    this.#depth -= 1;
    return rule;
  }

  #binary(level: number): PluralRule {
    const operators = levels[level];
    if (operators === undefined) return this.#unary();
    let rule = this.#binary(level + 1);
    for (;;) {
      const operator = operators.find(([token]) => this.#take(token));
      if (operator === undefined) return rule;
      const [left, right, combine] = [rule, this.#binary(level + 1), operator[1]];
      rule = (n) => combine(left(n), right(n));
    }
  }

  #unary(): PluralRule {
    let negations = 0;
    while (this.#take("!")) negations += 1;
    const operand = this.#operand();
    if (negations === 0) return operand;
    const zero = negations % 2;
    return (n) => Number((operand(n) === 0) === (zero === 1));
  }

  #operand(): PluralRule {
    if (this.#take("n")) return (n) => n;
    if (this.#take("(")) {
      const rule = this.#conditional();
      return this.#take(")") ? rule : invalid();
    }
    const token = this.#tokens[this.#at];
    if (token === undefined || !/^\d+$/.test(token)) return invalid();
    this.#at += 1;
    const number = Number(token);
    return () => number;
  }

  #take(token: string): boolean {
    const found = this.#tokens[this.#at] === token;
    if (found) this.#at += 1;
    return found;
  }
}

function invalid(): never {
  throw new HookloomError("option_invalid", "A catalogue's plural forms are no rule that gettext knows", {
    help: "Such a rule looks like `nplurals=2; plural=(n != 1);`.",
  });
}
