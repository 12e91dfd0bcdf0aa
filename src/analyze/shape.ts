import { wrong } from "../options.js";
import { type ReadPath, type ReadType, readTypes, type TemplateAnalysis } from "./analysis.js";

/** What the parts of a request look like, put together of the paths that are read. */
export interface Shape {
  readonly types: Set<ReadType>;
  readonly keys: Map<string, Shape>;
  /** Any item, if it is a list. */
  items?: Shape;
  /** Any value of its other keys, if it is a dict. */
  values?: Shape;
  isRequired: boolean;
}

/** The types of a shape, in the order in which they are told. */
export function typesIn({ types }: Shape): ReadType[] {
  return readTypes.filter((type) => types.has(type));
}

/** The shape of the request that has all that was analyzed; its keys are the variables. */
export function shapeOf(analysis: Pick<TemplateAnalysis, "paths">): Shape {
  const { paths } = Object(analysis) as Partial<typeof analysis>;
  if (!Array.isArray(paths)) throw wrong("An analysis", "what analyzeTemplate gave", analysis);
  const top = makeShape();
  top.types.add("object");
  for (const path of paths) addPath(top, path);
  // A variable is there in every render.
  for (const variable of top.keys.values()) variable.isRequired = true;
  return top;
}

function makeShape(): Shape {
  return { types: new Set(), keys: new Map(), isRequired: false };
}

function addPath(top: Shape, { steps, types, optional }: ReadPath): void {
  const way = [top];
  for (const step of steps) {
    const shape = way[way.length - 1] as Shape;
    if ("key" in step) {
      shape.types.add("object");
      const next = shape.keys.get(step.key) ?? makeShape();
      shape.keys.set(step.key, next);
      way.push(next);
    } else if (step.each === "[]") {
      shape.types.add("array");
      shape.items ??= makeShape();
      way.push(shape.items);
    } else {
      shape.types.add("object");
      shape.values ??= makeShape();
      way.push(shape.values);
    }
  }
  const last = way[way.length - 1] as Shape;
  for (const type of types) last.types.add(type);
  if (optional) return;
  // What holds it must be there as well, up to the list or dict that can be empty.
  for (let index = steps.length - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (step === undefined || "each" in step) return;
    const shape = way[index + 1] as Shape;
    shape.isRequired = true;
  }
}
