import type { ReadType, TemplateAnalysis } from "./analysis.js";
import { type Shape, shapeOf, typesIn } from "./shape.js";

/**
 * A JSON Schema as {@link requestSchema} makes it; where nothing is known, it has no field, and anything is valid.
 * @see https://json-schema.org/draft/2020-12/json-schema-validation
 */
export interface RequestSchema {
  /** The draft, 2020-12; at the top only. */
  readonly $schema?: string;
  /** What it may be, in the order string, number, array, object, null. */
  readonly type?: ReadType | readonly ReadType[];
  /** The keys of an object that are read. */
  readonly properties?: Readonly<Record<string, RequestSchema>>;
  /** The keys of it that must be there. */
  readonly required?: readonly string[];
  /** Any item of a list. */
  readonly items?: RequestSchema;
  /** Any value of an object whose key is not among `properties`. */
  readonly additionalProperties?: RequestSchema;
}

/**
 * Makes the JSON Schema, of draft 2020-12, of the request that a template expects: an object of its `method`,
 * `headers` and `body`, as far as they are read. Types are guessed from use; what is not read by every render is
 * not required, and more than what is read is always allowed. Of what `analyzeTemplate` gave, it throws nothing.
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
