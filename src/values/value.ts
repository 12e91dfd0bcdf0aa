import { HookloomError } from "../errors/error.js";
import { defaultLimits, type Limits } from "../limits.js";

/**
 * A value as templates know it: Python's data model on JavaScript's primitives.
 *
 * | Python | here |
 * |---|---|
 * | `None` | `null` |
 * | `bool` | `boolean` |
 * | `int` | `number` with no fraction (never `-0`), or `bigint` past ±(2^53 − 1) |
 * | `float` | `number` with a fraction, infinite or NaN; a whole one is a `Float` |
 * | `str` | `string` |
 * | `list` | an array |
 * | everything else | an `Instance` |
 *
 * Data is never changed in place: a template cannot, and engine code must not.
 *
 * Source: Python's library reference, "Built-in Types".
 */
export type Value = null | boolean | number | bigint | string | List | Instance;

/** A Python list. Never changed once a template can see it. */
export type List = Value[];

/** Pays for work and growth before they happen; implemented by the sandbox's meter. */
export interface Budget {
  readonly limits: Limits;
  /**
   * Pays for `units` of work: a node, an element or 64 bytes each.
   * @throws HookloomError `fuel_limit` or `time_limit`
   */
  spend(units: number): void;
  /**
   * Pays for `bytes` of new data, and for the work of writing them.
   * @throws HookloomError `allocation_limit`, `fuel_limit` or `time_limit`
   */
  reserve(bytes: number): void;
}

/** Bytes that an item of a list, and an entry of a dict, is counted as. */
export const bytesPerItem = 8;
export const bytesPerEntry = 32;

/** For data that the host or the package itself made, and that is bounded otherwise. */
export const unmetered: Budget = { limits: defaultLimits, spend() {}, reserve() {} };

/**
 * A value with a class of its own. The members are Python's protocols; a class overrides the ones that
 * its Python counterpart has. Nothing else of a JavaScript object can be reached from a template.
 */
export abstract class Instance {
  /** Python's name of the type, as error messages print it: `dict`, `jinja2.runtime.Macro`. */
  abstract readonly typeName: string;

  /** `repr(x)`. `depth` counts the containers around it. */
  abstract repr(budget: Budget, depth: number): string;

  /** `str(x)` */
  text(budget: Budget): string {
    return this.repr(budget, 0);
  }

  /** `bool(x)` */
  truth(): boolean {
    return true;
  }

  /** `len(x)`; undefined where Python has no `__len__`. */
  size(): number | undefined {
    return undefined;
  }

  /** `iter(x)`; undefined where the value is not iterable. */
  iterate(_budget: Budget): Iterator<Value> | undefined {
    return undefined;
  }

  /** `needle in x`; undefined to search by iterating. */
  contains(_needle: Value, _budget: Budget): boolean | undefined {
    return undefined;
  }

  /** `x.name` for attributes that are data; methods are looked up before in the tables of the sandbox. */
  attribute(_name: string): Value | undefined {
    return undefined;
  }

  /** `x[key]`; undefined where there is no such item. Only what has items by keys has it. */
  item?(key: Value, budget: Budget): Value | undefined;

  /** `x == other`, where `other` is not identical. */
  equals(_other: Value, _budget: Budget, _depth: number): boolean {
    return false;
  }

  /** `x == x` */
  equalsItself(): boolean {
    return true;
  }

  /** Negative, zero or positive as `x < other`, `==`, `>`; undefined where Python raises TypeError. */
  compare(_other: Value, _budget: Budget, _depth: number): number | undefined {
    return undefined;
  }

  /** `x + other` and its like, with the operands swapped when `reflected`; undefined where Python raises TypeError. */
  operate(_operator: string, _other: Value, _reflected: boolean): Value | undefined {
    return undefined;
  }

  /** `-x`, `+x` and, as `abs`, `abs(x)`; undefined where Python raises TypeError. */
  operateAlone(_operator: string): Value | undefined {
    return undefined;
  }

  /** What stands for the value as a key of a dict; undefined where Python says unhashable. */
  hashKey(_budget: Budget, _depth?: number): unknown {
    return this;
  }

  /** `format(x, spec)`; undefined where Python raises TypeError for any spec but an empty one. */
  format(_spec: string, _budget: Budget): string | undefined {
    return undefined;
  }

  /** `x.__html__()`: the value as text that needs no escaping; undefined where there is no such method. */
  html(_budget: Budget): string | undefined {
    return undefined;
  }
}

/** Whether something of the host's is a value; of a list, what is in it is not looked at. */
export function isValue(given: unknown): given is Value {
  if (typeof given === "object") return given === null || isList(given) || given instanceof Instance;
  return !["undefined", "function", "symbol"].includes(typeof given);
}

/** Whether a value has items by keys. */
export function hasKeys(value: Value): boolean {
  return value instanceof Instance && value.item !== undefined;
}

/** A Python list, told from every other value. */
export function isList(value: unknown): value is List {
  return Array.isArray(value);
}

/**
 * Refuses data that is nested too deeply to walk safely.
 * @throws HookloomError `depth_limit`
 */
export function checkDepth(depth: number, budget: Budget): void {
  if (depth > budget.limits.dataDepth) {
    throw new HookloomError("depth_limit", `Data is nested deeper than ${budget.limits.dataDepth} levels`);
  }
}
