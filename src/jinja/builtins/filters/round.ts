import { HookloomError } from "../../../errors/error.js";
import { payProduct } from "../../../values/arithmetic.js";
import { hashKey } from "../../../values/compare.js";
import { bitLength, roundedQuotient } from "../../../values/double.js";
import { asText } from "../../../values/markup.js";
import { asFloat, asInt, type Int, toFloat, toInt } from "../../../values/number.js";
import { typeName } from "../../../values/type-name.js";
import type { Budget, Value } from "../../../values/value.js";
import { binaryOperations } from "../../runtime/operators.js";
import type { State } from "../../runtime/state.js";
import { toIndex } from "../arguments.js";
import { defineFilter } from "../define.js";
import { roundedDouble } from "../format/float-digits.js";
import { truncated } from "../format/to-number.js";
import { any } from "../parameters.js";

/** The filter that rounds numbers. */
export const roundFilter = defineFilter({
  name: "round",
  params: [any("value"), any("precision", 0), any("method", "common")],
  run(state, value, precision, method) {
    hashKey(method, state.meter);
    switch (asText(method)) {
      case "common":
        return rounded(value, precision, state.meter);
      case "ceil":
        return scaled(value, precision, Math.ceil, state);
      case "floor":
        return scaled(value, precision, Math.floor, state);
      default:
        throw new HookloomError("filter_argument", "method must be common, ceil or floor");
    }
  },
});

/** Python's `round(value, places)`; without places, a float becomes an int. */
function rounded(value: Value, precision: Value, budget: Budget): Value {
  const int = asInt(value);
  const float = asFloat(value);
  if (int === undefined && float === undefined) {
    throw new HookloomError("type_error", `type ${typeName(value)} doesn't define __round__ method`);
  }
  const places = precision === null ? undefined : Number(toIndex(precision));
  if (int !== undefined) return roundedInt(int, places ?? 0, budget);
  const double = roundedFloat(float as number, places ?? 0, budget);
  return places === undefined ? truncated(double) : toFloat(double);
}

function roundedInt(int: Int, places: number, budget: Budget): Int {
  if (places >= 0) return int;
  const size = BigInt(int < 0 ? -int : int);
  // Of a number with fewer digits than are to be zeros, nothing is left.
  if (-places > bitLength(size) * 0.30103 + 2) return 0;
  budget.reserve(-places);
  // The digits that stay and those that go, divided and multiplied.
  budget.spend(Math.floor((places * places) / 2048));
  payProduct(size, size, budget);
  const unit = 10n ** BigInt(-places);
  const result = roundedQuotient(size, unit) * unit;
  return toInt(int < 0 ? -result : result);
}

/** Beyond these places, no digit of a double would change, or none would be left. */
const mostPlaces = 323;
const leastPlaces = -308;

function roundedFloat(float: number, places: number, budget: Budget): number {
  if (!Number.isFinite(float) || places > mostPlaces) return float;
  if (places < leastPlaces) return float < 0 || Object.is(float, -0) ? -0 : 0;
  const size = roundedDouble(Math.abs(float), places, budget);
  if (!Number.isFinite(size)) {
    throw new HookloomError("overflow", "rounded value too large to represent");
  }
  return float < 0 || Object.is(float, -0) ? -size : size;
}

/** `towards(value * 10 ** places) / 10 ** places`, as Jinja2 works it out. */
function scaled(value: Value, places: Value, towards: (x: number) => number, state: State): Value {
  const factor = binaryOperations.pow(10, places, state);
  const product = binaryOperations.mul(value, factor, state);
  const double = asFloat(product);
  const whole = double === undefined ? asInt(product) : truncated(towards(double));
  if (whole === undefined) {
    throw new HookloomError("type_error", `must be real number, not ${typeName(product)}`);
  }
  return binaryOperations.div(whole, factor, state);
}
