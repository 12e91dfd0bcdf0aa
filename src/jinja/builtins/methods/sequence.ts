import { methodTable, mutating } from "./method.js";

/** The methods of lists. */
export const listMethods = methodTable(
  ...mutating("append", "clear", "pop", "reverse", "insert", "sort", "extend", "remove"),
);

/** The methods of tuples. */
export const tupleMethods = methodTable();

/** The methods of ranges. */
export const rangeMethods = methodTable();
