import { HookloomError } from "../errors/error.js";
import { exceeds } from "../values/utf8.js";

/** A body before anything was read from it. */
export type RawBody = string | Uint8Array;

/** A body as a host has it. */
export interface HostBody {
  readonly raw: RawBody;
  /** Whether the host read it, so that its Content-Encoding has been undone. */
  readonly given: boolean;
}

/** The body of a request that has none. */
export const emptyBody: HostBody = { raw: "", given: false };

/** After an answer, so much of what is still being sent is read and dropped before the line is cut. */
export const patience = { bytes: 16 * 1024 * 1024, milliseconds: 5_000 };

/** Collects the chunks of a stream into one run of bytes, and refuses what is over the limit. */
export class ByteCollector {
  readonly #limit: number;
  #bytes: Uint8Array = new Uint8Array(0);
  #length = 0;

  constructor(limit: number) {
    this.#limit = limit;
  }

  /** Whether the chunk still fits; one that does not is not kept. */
  add(chunk: unknown): boolean {
    if (!(chunk instanceof Uint8Array)) throw broken(new TypeError("A chunk of the body is not bytes"));
    const length = this.#length + chunk.length;
    if (length > this.#limit) return false;
    if (this.#length === 0) {
      // Most bodies come in one piece, which needs no copy.
      this.#bytes = chunk;
    } else {
      // Copied at once: a list of chunks would let a sender of single bytes fill the memory with their objects.
      if (length > this.#bytes.length) this.#grow(length);
      this.#bytes.set(chunk, this.#length);
    }
    this.#length = length;
    return true;
  }

  /** All that was added. */
  bytes(): Uint8Array {
    return this.#length === this.#bytes.length ? this.#bytes : this.#bytes.subarray(0, this.#length);
  }

  #grow(length: number): void {
    const grown = new Uint8Array(Math.max(length, Math.min(this.#limit, 2 * this.#bytes.length)));
    grown.set(this.bytes());
    this.#bytes = grown;
  }
}

/**
 * A body that is held in full already.
 * @throws HookloomError `body_limit`
 */
export function givenBody(raw: RawBody, limit: number): HostBody {
  if (exceeds(raw, limit)) throw tooLarge(limit);
  return { raw, given: true };
}

/** The error for a body over the limit. */
export function tooLarge(limit: number): HookloomError {
  return new HookloomError("body_limit", `The body is larger than ${limit} bytes`);
}

/** The error for a body that something else has read, and kept to itself. */
export function consumed(): HookloomError {
  return new HookloomError("body_consumed", "The body was read before the webhook could read it", {
    help: "Mount webhooks before body parsers, or leave the raw body in `req.rawBody`.",
  });
}

/** The error for a body whose stream failed although the sender is still there. */
export function broken(cause: unknown): HookloomError {
  return new HookloomError("request_invalid", "The body could not be read to its end", { cause });
}
