/**
 * How long somebody waits for an answer. The signal that tells callbacks is made when one asks for it, as most
 * do not, and signals are dear beside the rest of a request.
 */
export class Lifetime {
  readonly #sender: (() => AbortSignal | undefined) | undefined;
  #followed: AbortSignal | undefined;
  #controller: AbortController | undefined;
  #watcher: (() => void) | undefined;
  #aborted = false;
  #isOver = false;

  /** @param sender gives the signal that tells that the sender has gone, where a host tells that way */
  constructor(sender: (() => AbortSignal | undefined) | undefined) {
    this.#sender = sender;
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

  /** Says that nobody waits any more; once there is an answer, that is nobody's concern. */
  readonly abort = (): void => {
    if (this.#isOver) return;
    this.#aborted = true;
    this.#controller?.abort();
    this.#watcher?.();
  };

  /** Calls one function, that of whoever reads the body, when nobody waits any more: at once if so by now. */
  watch(watcher: () => void): void {
    this.#watcher = watcher;
    this.#followSender();
    // A signal that was aborted before tells nobody.
    if (this.aborted) watcher();
  }

  /** Lets go of the sender's signal, which may live longer: there is an answer. */
  release(): void {
    this.#isOver = true;
    this.#watcher = undefined;
    this.#followed?.removeEventListener("abort", this.abort);
  }

  #followSender(): void {
    if (this.#followed !== undefined) return;
    this.#followed = this.#sender?.();
    this.#followed?.addEventListener("abort", this.abort, { once: true });
  }
}
