import { HookloomError } from "../../errors/error.js";

/**
 * The marks that set template code apart from text, by Jinja2's names.
 * @see https://jinja.palletsprojects.com/en/stable/api/#jinja2.Environment
 */
export interface Delimiters {
  /** `{%` by default. */
  blockStart: string;
  /** `%}` by default. */
  blockEnd: string;
  /** `{{` by default. */
  variableStart: string;
  /** `}}` by default. */
  variableEnd: string;
  /** `{#` by default. */
  commentStart: string;
  /** `#}` by default. */
  commentEnd: string;
  /** Starts a line that is a statement; none by default. */
  lineStatementPrefix?: string;
  /** Starts a comment that ends with its line; none by default. */
  lineCommentPrefix?: string;
}

/**
 * How text around template code is treated.
 * @see https://jinja.palletsprojects.com/en/stable/templates/#whitespace-control
 */
export interface WhitespaceOptions {
  /** Removes the newline after a block or comment; off by default. */
  trimBlocks: boolean;
  /** Removes blanks between the start of a line and a block or comment; off by default. */
  lstripBlocks: boolean;
  /** Keeps the one newline at the end of the template; off by default. */
  keepTrailingNewline: boolean;
  /** What a newline in the template is written as; `\n` by default. */
  newlineSequence: "\n" | "\r\n" | "\r";
}

export const defaultDelimiters: Delimiters = {
  blockStart: "{%",
  blockEnd: "%}",
  variableStart: "{{",
  variableEnd: "}}",
  commentStart: "{#",
  commentEnd: "#}",
};

export const defaultWhitespace: WhitespaceOptions = {
  trimBlocks: false,
  lstripBlocks: false,
  keepTrailingNewline: false,
  newlineSequence: "\n",
};

/**
 * Fills in the defaults.
 * @throws HookloomError `option_invalid` for delimiters that do not exist, are no text, or cannot be told apart
 */
export function resolveDelimiters(given: Partial<Delimiters> | undefined): Delimiters {
  if (given === undefined) return defaultDelimiters;
  for (const [name, value] of Object.entries(given)) {
    const known =
      Object.hasOwn(defaultDelimiters, name) ||
      name === "lineStatementPrefix" ||
      name === "lineCommentPrefix";
    if (!known) throw new HookloomError("option_invalid", `There is no delimiter called '${name}'`);
    if (typeof value !== "string" || value === "") {
      throw new HookloomError("option_invalid", `The delimiter '${name}' is not a text`);
    }
  }
  const all = { ...defaultDelimiters, ...given };
  if (new Set([all.blockStart, all.variableStart, all.commentStart]).size !== 3) {
    throw new HookloomError(
      "option_invalid",
      "The starts of blocks, variables and comments must differ from one another",
    );
  }
  return all;
}
