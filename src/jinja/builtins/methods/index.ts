import { Dict } from "../../../values/dict.js";
import { DictView } from "../../../values/dict-view.js";
import { Markup } from "../../../values/markup.js";
import { Float } from "../../../values/number.js";
import { Range } from "../../../values/range.js";
import { Tuple } from "../../../values/tuple.js";
import { isList, type Value } from "../../../values/value.js";
import { datetimeModuleMethods } from "./datetime.js";
import { dictMethods, viewMethods } from "./dict.js";
import type { Method, MethodTable } from "./method.js";
import { floatMethods, intMethods, numberAttribute } from "./number.js";
import { listMethods, rangeMethods, tupleMethods } from "./sequence.js";
import { markupMethods, strMethods } from "./str.js";

export type { Method, MethodTable };
export {
  dictMethods,
  floatMethods,
  intMethods,
  listMethods,
  markupMethods,
  numberAttribute,
  rangeMethods,
  strMethods,
  tupleMethods,
  viewMethods,
};

/** The method of a value by its name. Engine objects, such as `loop`, bring their own as attributes. */
export function findMethod(value: Value, name: string): Method | undefined {
  return tableOf(value)?.get(name);
}

function tableOf(value: Value): MethodTable | undefined {
  switch (typeof value) {
    case "string":
      return strMethods;
    case "number":
      return Number.isInteger(value) ? intMethods : floatMethods;
    case "bigint":
    case "boolean":
      return intMethods;
    default:
      if (value instanceof Dict) return dictMethods;
      if (isList(value)) return listMethods;
      if (value instanceof Markup) return markupMethods;
      if (value instanceof DictView) return value.kind === "values" ? undefined : viewMethods;
      if (value instanceof Tuple) return tupleMethods;
      if (value instanceof Float) return floatMethods;
      if (value instanceof Range) return rangeMethods;
      return value === null ? undefined : datetimeModuleMethods.get(value.typeName);
  }
}
