import type { Value } from "./value.js";

/** `bool(value)` */
export function truth(value: Value): boolean {
  switch (typeof value) {
    case "boolean":
      return value;
    case "string":
      return value !== "";
    case "number":
      return value !== 0;
    case "bigint":
      return true;
    default:
      if (value === null) return false;
      return Array.isArray(value) ? value.length > 0 : value.truth();
  }
}
