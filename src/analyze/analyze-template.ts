import { environmentKinds } from "../jinja/options.js";
import { checkText, listOf, type OptionKinds, readOptions, text } from "../options.js";
import { type CompileOptions, isVerbatim, webhookEnvironment } from "../render.js";
import { type ReadPath, type ReadType, readTypes, type TemplateAnalysis } from "./analysis.js";
import { type Part, writePath } from "./part.js";
import { locateAll, type Place, sortBy } from "./places.js";
import { placesOf, readUsedNames } from "./used-names.js";
import { Walk } from "./walk.js";

/** The options of {@link analyzeTemplate}: those that decide what a template means, and which variables it has. */
export interface AnalyzeOptions extends Omit<CompileOptions, "name" | "engine" | "escape"> {
  /**
   * Names that every render has; `method`, `headers` and `body` by default. The first two are those of a request by any
   * name list: text, and a dict of texts in lower case.
   */
  variables?: readonly string[];
}

const analyzeKinds: OptionKinds<AnalyzeOptions> = { ...environmentKinds, variables: listOf(text) };

/**
 * Tells what a template needs, without rendering it: which parts of the request it reads, and what it takes them
 * to be; the filters, tests, globals and templates that it uses; its loops. It follows loops, `set`, `with`,
 * macros and the templates of the option `templates`.
 *
 * @param source the template
 * @param options as for `compileTemplate`
 * @returns plain data
 * @throws HookloomError `template_syntax`, `template_assertion` or `template_limit` for a template that cannot be read, also
 * one of the option `templates` that it comes to; filters and tests that do not exist are no error
 * @throws HookloomError `option_invalid` for what is no text or no option
 * @see https://jinja.palletsprojects.com/en/stable/api/#the-meta-api for what Jinja2 tells of a template
 *
 * @example
 * analyzeTemplate("{{ body.user.name|upper }}").paths[0].path // "body.user.name"
 */
export function analyzeTemplate(source: string, options: AnalyzeOptions = {}): TemplateAnalysis {
  checkText("A template", source);
  const { variables = ["method", "headers", "body"], ...compiling } = readOptions(options, analyzeKinds);
  const environment = webhookEnvironment(compiling);
  const given = environment.parse(source, null);
  // What is printed as it is does nothing.
  const parsed = isVerbatim(source, compiling) ? environment.parse("", null) : given;
  const walk = new Walk(environment, variables, compiling.templates ?? {});
  walk.run(parsed);
  return {
    paths: tellPaths([...walk.parts.read()]),
    ...readUsedNames([parsed, ...walk.included.values()]),
    globals: placesOf(walk.expressions.globals),
    complete: walk.visits.isComplete && !walk.parts.isCut,
  };
}

function tellPaths(parts: readonly Part[]): ReadPath[] {
  const insides = new Map<Part, Set<ReadType>>();
  for (let part of parts) {
    for (; part.holder !== undefined; part = part.holder) {
      const types = insides.get(part.holder) ?? new Set();
      insides.set(
        part.holder,
        types.add("each" in part.step && part.step.each === "[]" ? "array" : "object"),
      );
    }
  }
  const placed = parts.flatMap((part) => {
    const origin = originOf(part);
    if (origin === undefined) return [];
    const thing = tellPath(part, insides.get(part) ?? new Set());
    return [{ ...origin, thing }];
  });
  return sortBy(locateAll(placed), ({ path }) => path);
}

/** Where the template first came to a part, or to what holds it. */
function originOf({ origin, holder }: Part): Place | undefined {
  return origin ?? (holder === undefined ? undefined : originOf(holder));
}

function tellPath(part: Part, inside: ReadonlySet<ReadType>): Omit<ReadPath, "line" | "column"> {
  const { steps, holder, step } = part;
  // Variables are always there, and items and values are those that there are.
  const canBeMissing = holder !== undefined && "key" in step;
  return {
    path: writePath(steps),
    steps,
    optional: canBeMissing && !part.isCertain,
    types: typesOf(part, inside),
    whole: part.isWhole,
  };
}

function typesOf(part: Part, inside: ReadonlySet<ReadType>): ReadType[] {
  if (part.knownType !== undefined) return [part.knownType];
  const types = new Set([...part.types, ...inside]);
  if (part.isMapping) types.delete("array");
  if (part.isMapping) types.add("object");
  if (part.isNullable && types.size > 0) types.add("null");
  return readTypes.filter((type) => types.has(type));
}
