import { defineFilter } from "../jinja/builtins/define.js";
import { any } from "../jinja/builtins/parameters.js";
import { binaryOperations } from "../jinja/runtime/operators.js";
import { toFloat } from "../values/number.js";
import { truth } from "../values/truth.js";
import type { Value } from "../values/value.js";
import { languageOf } from "./language.js";
import { filled, percent, readFloat, readInt } from "./read.js";

const prefixes = ["K", "M", "G", "T", "P", "E", "Z", "Y", "R", "Q"];
const binaryUnits = prefixes.map((prefix) => `${prefix}iB`);
const decimalUnits = prefixes.map((prefix) => (prefix === "K" ? "kB" : `${prefix}B`));

/** The filter for sizes of data. */
export const sizeFilter = defineFilter({
  name: "humanize_naturalsize",
  params: [any("value"), any("binary", false), any("gnu", false), any("format", "%.1f")],
  run(state, value, binary, gnu, format) {
    const isGnu = truth(gnu);
    const units = isGnu ? prefixes : truth(binary) ? binaryUnits : decimalUnits;
    const base = units === decimalUnits ? 1000 : 1024;
    const bytes = readFloat(value, state);
    const size = Math.abs(bytes);
    const language = languageOf(state);
    if (size < base) {
      const whole = readInt(toFloat(bytes), state);
      if (isGnu) return `${whole}B`;
      return filled(language.say(size === 1 ? "%d Byte" : "%d Bytes"), whole, state);
    }
    const inUnit = (power: number): Value =>
      percent(format, toFloat(bytes / Number(BigInt(base) ** BigInt(power))), state);
    // Of NaN there is no whole number, which Python says here.
    let power = Number(readInt(toFloat(Math.min(Math.log(size) / Math.log(base), units.length)), state));
    if (power < units.length && Math.abs(readFloat(inUnit(power), state)) >= base) power += 1;
    const unit = language.say(units[power - 1] as string);
    return binaryOperations.add(inUnit(power), (isGnu ? "" : " ") + unit, state);
  },
});
