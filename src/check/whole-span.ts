import type { Span } from "../errors/source.js";
import { type Node, nodesIn } from "../jinja/syntax/nodes.js";

/**
 * The piece of source that all of an expression stands in. The span of a filter or test is only its own name,
 * and parentheses are in no span at all.
 */
export function wholeSpan(node: Node, source: string): Span {
  let { start, end } = node.span;
  for (const { span } of nodesIn(node)) {
    start = Math.min(start, span.start);
    end = Math.max(end, span.end);
  }
  // A parenthesis that is closed in there was opened before.
  for (let missing = unopened(source, start, end); missing > 0; missing -= 1) {
    const open = source.lastIndexOf("(", start - 1);
    if (open < 0 || source.slice(open + 1, start).trim() !== "") break;
    start = open;
  }
  return { start, end };
}

/** How many closing parentheses in a piece of code have no opening one; what stands in quotes is text. */
function unopened(source: string, start: number, end: number): number {
  let depth = 0;
  let missing = 0;
  let quote = "";
  for (let at = start; at < end; at += 1) {
    const character = source[at] as string;
    if (quote !== "") {
      if (character === "\\") at += 1;
      else if (character === quote) quote = "";
    } else if (character === "'" || character === '"') quote = character;
    else if (character === "(") depth += 1;
    else if (character === ")") {
      if (depth === 0) missing += 1;
      else depth -= 1;
    }
  }
  return missing;
}
