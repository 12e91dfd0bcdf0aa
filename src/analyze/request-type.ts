import { must, type OptionKinds, readOptions } from "../options.js";
import type { TemplateAnalysis } from "./analysis.js";
import { type Shape, shapeOf, typesIn } from "./shape.js";

/** How {@link requestType} writes a type. */
export interface RequestTypeOptions {
  /** The name of the type, of ASCII letters, digits, `_` and `$`, and no word of TypeScript; `TemplateRequest` by default. */
  name?: string;
}

/**
 * Writes the TypeScript type of the request that a template expects. Types are guessed from use, and are `unknown`
 * where nothing tells; what is not read by every render is optional.
 *
 * @param analysis what `analyzeTemplate` gave
 * @param options the name of the type
 * @returns an exported type, with a newline at its end
 * @throws HookloomError `option_invalid` for a name that is none
 * @see https://www.typescriptlang.org/docs/handbook/2/objects.html
 *
 * @example
 * requestType(analyzeTemplate("{{ body.name|upper }}"))
 * // export type TemplateRequest = {
 * //   body: {
 * //     name: string;
 * //   };
 * // };
 */
export function requestType(
  analysis: Pick<TemplateAnalysis, "paths">,
  options: RequestTypeOptions = {},
): string {
  const { name = "TemplateRequest" } = readOptions(options, typeKinds);
  return `export type ${name} = ${writeShape(shapeOf(analysis), "")};\n`;
}

const typeKinds: OptionKinds<RequestTypeOptions> = {
  name: must(
    "the name of a type in TypeScript",
    (name) => typeof name === "string" && identifier.test(name) && !taken.has(name),
    true,
  ),
};

const identifier = /^[A-Za-z_$][\w$]*$/;

/** Words that TypeScript keeps for itself, of which no module can make a type. */
const taken: ReadonlySet<string> = new Set(
  (
    "any as await bigint boolean break case catch class const continue debugger default delete do else " +
    "enum export extends false finally for function if implements import in instanceof interface let " +
    "never new null number object package private protected public return static string super switch " +
    "symbol this throw true try typeof undefined unknown var void while with yield"
  ).split(" "),
);

function writeShape(shape: Shape, margin: string): string {
  const types = typesIn(shape).map((type) => {
    if (type === "object") return writeObject(shape, margin);
    if (type !== "array") return type;
    const items = shape.items === undefined ? "unknown" : writeShape(shape.items, margin);
    return isUnion(shape.items) ? `(${items})[]` : `${items}[]`;
  });
  return types.length === 0 ? "unknown" : types.join(" | ");
}

function isUnion(shape: Shape | undefined): boolean {
  return shape !== undefined && shape.types.size > 1;
}

function writeObject({ keys, values }: Shape, margin: string): string {
  const inner = `${margin}  `;
  const fields = [...keys].map(([key, shape]) => {
    const mark = shape.isRequired ? "" : "?";
    return `${inner}${writeKey(key)}${mark}: ${writeShape(shape, inner)};\n`;
  });
  if (fields.length > 0 && values === undefined) return `{\n${fields.join("")}${margin}}`;
  // Beside keys that are known, the type of the others would have to fit those as well.
  const rest = values === undefined || fields.length > 0 ? "unknown" : writeShape(values, inner);
  return `{\n${fields.join("")}${inner}[key: string]: ${rest};\n${margin}}`;
}

function writeKey(key: string): string {
  if (identifier.test(key)) return key;
  // JSON leaves these two as they are, which end lines for some readers of source text.
  return JSON.stringify(key).replace(/[\u2028\u2029]/g, (end) => `\\u${end.charCodeAt(0).toString(16)}`);
}
