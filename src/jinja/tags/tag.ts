import type { StatementHandler } from "../compile/compiler.js";
import type { Statement } from "../syntax/nodes.js";
import type { TagGrammar } from "../syntax/parser.js";

/**
 * A tag: how it is read, and for each kind of statement it is read as, what the scope around sees of it and
 * how it is compiled.
 */
export interface Tag<Kinds extends Statement["kind"] = never> extends TagGrammar {
  readonly handlers: { readonly [Kind in Kinds]: StatementHandler<Extract<Statement, { kind: Kind }>> };
}

/** Declares a tag; the kinds of statements are told by its handlers. */
export function defineTag<Kinds extends Statement["kind"]>(tag: Tag<Kinds>): Tag<Kinds> {
  return tag;
}
