import { HookloomError } from "../../../errors/error.js";
import { decimalDigit } from "../../../values/number-parse.js";
import { toSize } from "./spec.js";

/** A piece of a `str.format` template: literal text, or a field to put a value in. */
export type Piece = string | ReplacementField;

/** `{name!conversion:spec}` */
export interface ReplacementField {
  readonly name: string;
  /** The letter after `!`, empty if there is none. */
  readonly conversion: string;
  readonly spec: string;
}

/**
 * Takes a `str.format` template apart, one piece at a time, so that errors come where Python's do.
 * @throws HookloomError `value_error` for a template that is malformed
 */
export function* parseFields(template: string): Generator<Piece> {
  let at = 0;
  while (at < template.length) {
    const brace = nextBrace(template, at);
    if (brace === template.length) {
      yield template.slice(at);
      return;
    }
    const character = template.charAt(brace);
    if (template[brace + 1] === character) {
      // A doubled brace stands for one.
      yield template.slice(at, brace + 1);
      at = brace + 2;
      continue;
    }
    if (character === "}" || brace + 1 === template.length) {
      fail(`Single '${character}' encountered in format string`);
    }
    if (brace > at) yield template.slice(at, brace);
    const { field, end } = parseField(template, brace + 1);
    yield field;
    at = end;
  }
}

function nextBrace(template: string, from: number): number {
  let at = from;
  while (at < template.length && template[at] !== "{" && template[at] !== "}") at += 1;
  return at;
}

/** Reads a field from after its brace to after the one that closes it. */
function parseField(template: string, start: number): { field: ReplacementField; end: number } {
  const nameEnd = endOfName(template, start);
  const name = template.slice(start, nameEnd);
  const after = template[nameEnd];
  if (after === undefined) fail("expected '}' before end of string");
  if (after === "}") return { field: { name, conversion: "", spec: "" }, end: nameEnd + 1 };
  let at = nameEnd + 1;
  let conversion = "";
  if (after === "!") {
    if (at === template.length) fail("end of string while looking for conversion specifier");
    conversion = String.fromCodePoint(template.codePointAt(at) as number);
    at += conversion.length;
    const next = template[at];
    if (next === "}") return { field: { name, conversion, spec: "" }, end: at + 1 };
    if (next !== undefined && next !== ":") fail("expected ':' after conversion specifier");
    at += 1;
  }
  const end = endOfSpec(template, at);
  return { field: { name, conversion, spec: template.slice(at, end) }, end: end + 1 };
}

/** Where a name ends, at `}`, `:`, `!` or the end of the template. Brackets may hold any of those. */
function endOfName(template: string, start: number): number {
  let at = start;
  for (; at < template.length; at += 1) {
    const character = template[at];
    if (character === "{") fail("unexpected '{' in field name");
    if (character === "}" || character === ":" || character === "!") break;
    if (character === "[") {
      const close = template.indexOf("]", at);
      at = close === -1 ? template.length : close;
    }
  }
  return Math.min(at, template.length);
}

/** Where a specification ends: at the brace that closes the field, past those in the specification. */
function endOfSpec(template: string, start: number): number {
  let depth = 1;
  for (let at = start; at < template.length; at += 1) {
    if (template[at] === "{") depth += 1;
    if (template[at] === "}") depth -= 1;
    if (depth === 0) return at;
  }
  return fail("unmatched '{' in format spec");
}

/** One step of a field name: `.name` or `[key]`; a key of digits only is an int. */
export type Step = { readonly attribute: string } | { readonly key: string | number };

/** The argument that a field name starts with: its position or its name. */
export function argumentOf(name: string): { first: string | number; rest: string } {
  let end = 0;
  while (end < name.length && name[end] !== "." && name[end] !== "[") end += 1;
  return { first: indexOrName(name.slice(0, end)), rest: name.slice(end) };
}

/**
 * The steps that follow the argument, one at a time.
 * @throws HookloomError `value_error` for a name that is malformed
 */
export function* parseSteps(rest: string): Generator<Step> {
  let at = 0;
  while (at < rest.length) {
    const opening = rest[at];
    at += 1;
    if (opening === ".") {
      let end = at;
      while (end < rest.length && rest[end] !== "." && rest[end] !== "[") end += 1;
      yield { attribute: filled(rest.slice(at, end)) };
      at = end;
    } else if (opening === "[") {
      const close = rest.indexOf("]", at);
      if (close === -1) fail("Missing ']' in format string");
      yield { key: indexOrName(filled(rest.slice(at, close))) };
      at = close + 1;
    } else {
      fail("Only '.' or '[' may follow ']' in format field specifier");
    }
  }
}

function filled(name: string): string {
  return name === "" ? fail("Empty attribute in format string") : name;
}

/** The number that a text of decimal digits is, or the text. */
function indexOrName(text: string): number | string {
  let digits = "";
  for (const character of text) {
    const digit = decimalDigit(character);
    if (digit === undefined) return text;
    digits += digit;
  }
  return digits === "" ? text : toSize(digits);
}

function fail(message: string): never {
  throw new HookloomError("value_error", message);
}
