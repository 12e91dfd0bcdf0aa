import type { Source } from "../errors/source.js";
import type { Expression, Output, TemplateData } from "../jinja/syntax/nodes.js";
import type { Value } from "../values/value.js";
import type { Layer, Piece } from "./layer.js";

/** A row of text and `{{ }}` that is running, and what it printed last. */
export interface Row {
  readonly layer: Layer;
  piece: Piece | undefined;
}

/** One `{{ }}` of a row, with the text in front of it. */
export interface Part {
  readonly node: Expression;
  readonly texts: readonly TemplateData[];
  /** The expression as the template has it. */
  readonly shown: Expression;
  /** What gives the value before it is escaped for its place in the JSON, if that is done. */
  readonly inner: readonly Expression[];
  value: Value | undefined;
  done?: (value: Value, piece: Piece) => void;
}

/** The parts of a row, and the text behind the last of them. */
export function layOut(node: Output): { parts: Part[]; trailing: readonly TemplateData[] } {
  const parts: Part[] = [];
  let texts: TemplateData[] = [];
  for (const part of node.nodes) {
    if (part.kind === "TemplateData") {
      texts.push(part);
      continue;
    }
    const inner = beforeEscaping(part);
    const isEscaped = part.kind === "Filter" && isInternal(part.name);
    const shown = isEscaped ? (part.node as Expression) : part;
    parts.push({ node: part, texts, shown, inner, value: undefined });
    texts = [];
  }
  return { parts, trailing: texts };
}

/** The names of filters that escape for JSON have a space, which no template can write. */
function isInternal(name: string): boolean {
  return name.includes(" ");
}

function beforeEscaping(part: Expression): Expression[] {
  if (part.kind === "Filter") return isInternal(part.name) && part.node !== undefined ? [part.node] : [];
  if (part.kind !== "CondExpr") return [];
  const { value, otherwise } = part;
  return [...beforeEscaping(value), ...(otherwise === undefined ? [] : beforeEscaping(otherwise))];
}

/** Notes where the template's own text goes, and tells where it ends. */
export function placeTexts(
  layer: Layer,
  texts: readonly TemplateData[],
  start: number,
  source: Source,
  layers: number,
): number {
  let at = start;
  for (const { data, span } of texts) {
    const end = at + data.length;
    layer.pieces.push({ source, span, data, start: at, end, firstLayer: layers, lastLayer: layers });
    at = end;
  }
  return at;
}
