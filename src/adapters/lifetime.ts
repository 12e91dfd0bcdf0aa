/** How long somebody waits for an answer: a signal that ends when any of several does. */
export interface Lifetime {
  readonly signal: AbortSignal;
  /** Says that nobody waits any more. */
  abort(): void;
  /** Lets go of the other signals, which may live as long as the host. */
  release(): void;
}

/** Begins a lifetime that none of the signals outlasts. */
export function beginLifetime(...signals: readonly (AbortSignal | null | undefined)[]): Lifetime {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const signal of signals) {
    if (signal?.aborted) abort();
    else signal?.addEventListener("abort", abort, { once: true });
  }
  return {
    signal: controller.signal,
    abort,
    release() {
      for (const signal of signals) signal?.removeEventListener("abort", abort);
    },
  };
}
