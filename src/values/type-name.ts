import type { Value } from "./value.js";

/** The name of the value's Python type, as error messages print it. */
export function typeName(value: Value): string {
  switch (typeof value) {
    case "string":
      return "str";
    case "number":
      return Number.isInteger(value) ? "int" : "float";
    case "bigint":
      return "int";
    case "boolean":
      return "bool";
    default:
      if (value === null) return "NoneType";
      return Array.isArray(value) ? "list" : value.typeName;
  }
}
