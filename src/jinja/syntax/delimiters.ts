import { HookloomError } from "../../errors/error.js";
import { must, type OptionKinds, readOptions } from "../../options.js";

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

const defaultDelimiters: Delimiters = {
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

const mark = must("text that is not empty", (value) => typeof value === "string" && value !== "");
const delimiterKinds: OptionKinds<Partial<Delimiters>> = {
  blockStart: mark,
  blockEnd: mark,
  variableStart: mark,
  variableEnd: mark,
  commentStart: mark,
  commentEnd: mark,
  lineStatementPrefix: mark,
  lineCommentPrefix: mark,
};

/**
 * Fills in the defaults.
 * @throws HookloomError `option_invalid` for delimiters that do not exist, are no text, or cannot be told apart
 */
export function resolveDelimiters(given: Partial<Delimiters> | undefined): Delimiters {
  if (given === undefined) return defaultDelimiters;
  const all = { ...defaultDelimiters, ...readOptions(given, delimiterKinds, [], "delimiters") };
  if (new Set([all.blockStart, all.variableStart, all.commentStart]).size !== 3) {
    throw new HookloomError(
      "option_invalid",
      "The starts of blocks, variables and comments must differ from one another",
    );
  }
  return all;
}
