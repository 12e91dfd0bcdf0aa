import type { Value } from "../value.js";

/** Reads an attribute that is data, if it is one of those named. */
export function readAttribute<Name extends string>(
  object: { readonly [Key in Name]: Value },
  names: readonly Name[],
  name: string,
): Value | undefined {
  const known = names.find((own) => own === name);
  return known === undefined ? undefined : object[known];
}
