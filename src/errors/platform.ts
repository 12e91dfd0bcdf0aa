/** Whether the platform cannot go on: its stack has come to its end, or a text or list would be more than it holds. */
export function isPlatformLimit(error: unknown): error is Error {
  // Firefox has an error of its own for the stack, an `InternalError`: "too much recursion".
  return (
    error instanceof RangeError || (error as Partial<Error> | null | undefined)?.name === "InternalError"
  );
}
