import type { For, Node, TemplateNode } from "../jinja/syntax/nodes.js";
import { forEachChild } from "../jinja/syntax/nodes.js";
import { prefectLimits } from "../limits.js";
import { isLonger } from "../values/text.js";
import { isCallOf } from "./bindings.js";
import type { Findings } from "./finding.js";

/** Checks the bounds that Prefect Cloud puts on templates before it runs them. */
export function checkPrefectLimits(template: TemplateNode, source: string, findings: Findings): void {
  const { templateLength: maxLength, loops, loopDepth, range } = prefectLimits;
  const add = (node: { span: { start: number; end: number } }, message: string) =>
    findings.add("prefect-limit", firstWord(node.span), { message });
  let count = 0;
  const visit = (node: Node, depth: number): void => {
    const inside = node.kind === "For" ? depth + 1 : depth;
    if (node.kind === "For") {
      count += 1;
      if (count === loops + 1) add(node, `More than ${loops} loops, which Prefect Cloud refuses`);
      if (inside === loopDepth + 1) {
        add(node, `Loops inside one another on ${inside} levels; Prefect Cloud allows ${loopDepth}`);
      }
      checkRange(node, range, findings);
    }
    forEachChild(node, (child) => visit(child, inside));
  };
  visit(template, 0);
  if (isLonger(source, maxLength)) {
    const message = `The template has more than ${maxLength} characters, which Prefect Cloud refuses`;
    findings.add("prefect-limit", { start: maxLength, end: maxLength + 1 }, { message });
  }
}

/** A loop over a range whose length is written down. */
function checkRange({ iter }: For, limit: number, findings: Findings): void {
  if (!isCallOf(iter, "range")) return;
  const numbers = iter.args.map((argument) => (argument.kind === "Const" ? argument.value : undefined));
  if (!numbers.every((number) => typeof number === "number")) return;
  const [first = 0, second, step = 1] = numbers;
  const [start, stop] = second === undefined ? [0, first] : [first, second];
  const length = step === 0 ? 0 : Math.max(0, Math.ceil((stop - start) / step));
  if (length > limit) {
    const message = `A range of ${length} numbers; Prefect Cloud allows ${limit}`;
    findings.add("prefect-limit", iter.span, { message });
  }
}

/** The tag's name, rather than the whole loop. */
function firstWord({ start }: { start: number }): { start: number; end: number } {
  return { start, end: start + "for".length };
}
