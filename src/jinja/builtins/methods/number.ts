import { methodTable } from "./method.js";

/** The methods of ints and bools. */
export const intMethods = methodTable();

/** The methods of floats. */
export const floatMethods = methodTable();
