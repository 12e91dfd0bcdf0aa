import { dictMethods } from "../jinja/builtins/methods/dict.js";
import { listMethods } from "../jinja/builtins/methods/sequence.js";
import { strMethods } from "../jinja/builtins/methods/str.js";

/** Whether a dict has a method of this name, which goes before its keys in `x.name`. */
export function isDictMethod(name: string): boolean {
  return dictMethods.has(name);
}

/** Whether only texts have a method of this name. */
export function isTextMethod(name: string): boolean {
  return strMethods.has(name) && !listMethods.has(name);
}
