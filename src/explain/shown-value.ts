import { isHookloomError } from "../errors/error.js";
import { Dict } from "../values/dict.js";
import { repr } from "../values/print.js";
import { typeName } from "../values/type-name.js";
import { Undefined } from "../values/undefined.js";
import { type Budget, unmetered, type Value } from "../values/value.js";

/** Longest value that is shown, in code points. */
const longest = 60;
/** Work that showing one value may take. */
const maxUnits = 4096;

/** Thrown where a value is too large to be spelled. */
const tooLarge = new Error("The value is too large to be shown");

/** The Python type of a value, as people call it. */
export function shownType(value: Value): string {
  if (value instanceof Undefined) return "undefined";
  // Header names are looked up in any case, but that is a dict all the same.
  return value instanceof Dict ? "dict" : typeName(value);
}

/** A value as Python spells it, shortened. */
export function shownValue(value: Value): string {
  let left = maxUnits;
  const spend = (units: number): void => {
    left -= units;
    if (left < 0) throw tooLarge;
  };
  const budget: Budget = { limits: unmetered.limits, spend, reserve: (bytes) => spend(bytes / 64) };
  try {
    return shortened(repr(value, budget));
  } catch (error) {
    // Too large, or too deep.
    if (error !== tooLarge && !isHookloomError(error)) throw error;
    return "…";
  }
}

/** A text on one line, cut between code points. */
export function shortened(text: string): string {
  const line = text.slice(0, 4 * longest).replace(/\s+/g, " ");
  const characters = [...line];
  if (characters.length <= longest && text.length <= 4 * longest) return line;
  return `${characters.slice(0, longest - 1).join("")}…`;
}
