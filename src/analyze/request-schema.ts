import type { ReadType, TemplateAnalysis } from "./analysis.js";
import { type Shape, shapeOf, typesIn } from "./shape.js";

/** A JSON Schema as {@link requestSchema} makes it. */
export interface RequestSchema {
  readonly $schema?: string;
  readonly type?: ReadType | readonly ReadType[];
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  readonly required?: readonly string[];
  readonly items?: RequestSchema;
  readonly additionalProperties?: RequestSchema;
}

/**
 * Makes the JSON Schema, of draft 2020-12, of the request that a template expects: an object of its `method`,
 * `headers` and `body`, as far as they are read. Types are guessed from use; what is not read by every render is
 * not required, and more than what is read is always allowed.
 *
 * @param analysis what `analyzeTemplate` gave
 * @returns plain data
 * @see https://json-schema.org/draft/2020-12
 *
 * @example
 * requestSchema(analyzeTemplate("{{ body.name|upper }}")).properties?.body?.required // ["name"]
 */
export function requestSchema(analysis: Pick<TemplateAnalysis, "paths">): RequestSchema {
  return { $schema: "https://json-schema.org/draft/2020-12/schema", ...schemaOf(shapeOf(analysis)) };
}

function schemaOf(shape: Shape): RequestSchema {
  const { keys, items, values } = shape;
  const [first, ...more] = typesIn(shape);
  if (first === undefined) return {};
  const required = [...keys].filter(([, { isRequired }]) => isRequired).map(([key]) => key);
  return {
    type: more.length === 0 ? first : [first, ...more],
    ...(keys.size > 0 && { properties: propertiesOf(keys) }),
    ...(required.length > 0 && { required }),
    ...(items && { items: schemaOf(items) }),
    ...(values && { additionalProperties: schemaOf(values) }),
  };
}

/** A key may be called `__proto__`: here it is one like others. */
function propertiesOf(keys: ReadonlyMap<string, Shape>): Record<string, RequestSchema> {
  return Object.fromEntries([...keys].map(([key, shape]) => [key, schemaOf(shape)]));
}
