/**
 * How long somebody waits for an answer. The signal that tells callbacks is made when one asks for it, as most
 * do not, and signals are dear beside the rest of a request.
 */
export class Lifetime {
  readonly #host: AbortSignal | undefined;
  readonly #sender: (() => AbortSignal | undefined) | undefined;
  #followed: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #watcher: (() => void) | undefined;
  #aborted = false;

  /**
   * @param host aborted when the host shuts down
   * @param sender gives the signal that tells that the sender has gone, where a host tells that way
   */
  constructor(host: AbortSignal | undefined, sender: (() => AbortSignal | undefined) | undefined) {
    this.#host = host;
    this.#sender = sender;
    if (host?.aborted) this.#aborted = true;
    else host?.addEventListener("abort", this.abort, { once: true });
  }

  /** Whether nobody waits any more. */
  get aborted(): boolean {
    return this.#aborted || this.#sender?.()?.aborted === true;
  }

  /** Tells callbacks that nobody waits any more. */
  get signal(): AbortSignal {
    if (this.#controller === undefined) {
      this.#controller = new AbortController();
      this.#followSender();
      if (this.aborted) this.#controller.abort();
    }
    return this.#controller.signal;
  }

  /** Says that nobody waits any more. */
  readonly abort = (): void => {
    this.#aborted = true;
    this.#controller?.abort();
    this.#watcher?.();
  };

  /** Calls one function, that of whoever reads the body, when nobody waits any more: at once if so by now. */
  watch(watcher: () => void): void {
    this.#watcher = watcher;
    this.#followSender();
    // Signals that were aborted before tell nobody.
    if (this.aborted) watcher();
  }

  /** Lets go of the signals, which may live as long as the host. */
  release(): void {
    this.#watcher = undefined;
    this.#host?.removeEventListener("abort", this.abort);
    this.#followed?.removeEventListener("abort", this.abort);
  }

  #followSender(): void {
    if (this.#followed !== undefined) return;
    this.#followed = this.#sender?.();
    this.#followed?.addEventListener("abort", this.abort, { once: true });
  }
}
