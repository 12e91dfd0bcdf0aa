import { HookloomError } from "../../../errors/error.js";
import { repr } from "../../../values/print.js";
import { truth } from "../../../values/truth.js";
import { typeName } from "../../../values/type-name.js";
import { defineFilter } from "../define.js";
import { formatFloat } from "../format/float-text.js";
import { floatOf, truncated } from "../format/to-number.js";
import { any } from "../parameters.js";

const prefixes = ["k", "M", "G", "T", "P", "E", "Z", "Y"];

/** The filter that writes file sizes. */
export const fileSizeFilter = defineFilter({
  name: "filesizeformat",
  params: [any("value"), any("binary", false)],
  run({ meter }, value, isBinary) {
    const bytes = floatOf(value, meter);
    if (bytes === undefined) {
      throw new HookloomError(
        "type_error",
        `float() argument must be a string or a number, not '${typeName(value)}'`,
      );
    }
    if (bytes === 1) return "1 Byte";
    const binary = truth(isBinary);
    const base = binary ? 1024 : 1000;
    if (bytes < base) return `${repr(truncated(bytes), meter)} Bytes`;
    // The units are exact, as the ints are that Python compares with.
    const found = prefixes.findIndex((_prefix, index) => bytes < BigInt(base) ** BigInt(index + 2));
    const step = found < 0 ? prefixes.length - 1 : found;
    const size = (base * bytes) / Number(BigInt(base) ** BigInt(step + 2));
    const prefix = prefixes[step] as string;
    const number = formatFloat(size, { kind: "f", precision: 1 }, meter);
    return `${number} ${binary ? `${prefix.toUpperCase()}i` : prefix}B`;
  },
});
