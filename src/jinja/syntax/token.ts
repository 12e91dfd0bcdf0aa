import type { Value } from "../../values/value.js";

const written = {
  "//": "floordiv",
  "**": "pow",
  "==": "eq",
  "!=": "ne",
  ">=": "gteq",
  "<=": "lteq",
  "+": "add",
  "-": "sub",
  "/": "div",
  "*": "mul",
  "%": "mod",
  "~": "tilde",
  "[": "lbracket",
  "]": "rbracket",
  "(": "lparen",
  ")": "rparen",
  "{": "lbrace",
  "}": "rbrace",
  ">": "gt",
  "<": "lt",
  "=": "assign",
  ".": "dot",
  ":": "colon",
  "|": "pipe",
  ",": "comma",
  ";": "semicolon",
} as const;

export type Operator = (typeof written)[keyof typeof written];

/** The operators, by how they are written. */
export const operators: ReadonlyMap<string, Operator> = new Map(Object.entries(written));

/** What a token is, by Jinja2's names. */
export type TokenType =
  | Operator
  | "data"
  | "variable_begin"
  | "variable_end"
  | "block_begin"
  | "block_end"
  | "name"
  | "string"
  | "integer"
  | "float"
  | "eof";

export interface Token {
  readonly type: TokenType;
  /** The text of data and strings, anything else as it is written. */
  readonly text: string;
  /** The value of an integer or float. All tokens have the field: the platform is faster with objects of one shape. */
  readonly number: Value | undefined;
  readonly start: number;
  readonly end: number;
}

const descriptions: Partial<Record<TokenType, string>> = {
  ...Object.fromEntries([...operators].map(([operator, type]) => [type, operator])),
  block_begin: "begin of statement block",
  block_end: "end of statement block",
  variable_begin: "begin of print statement",
  variable_end: "end of print statement",
  data: "template data / text",
  eof: "end of template",
};

/** A token type as error messages name it. */
export function describeType(type: TokenType): string {
  return descriptions[type] ?? type;
}

/** A token as error messages name it. */
export function describeToken(token: Token): string {
  return token.type === "name" ? token.text : describeType(token.type);
}
