import { ByteCollector, broken, type HostBody, patience, tooLarge } from "./body.js";
import type { Lifetime } from "./lifetime.js";

/** What is used of a Node stream that is read. */
export interface NodeStream {
  on(event: string, listener: (...values: unknown[]) => void): unknown;
  resume(): unknown;
  destroy(error?: Error): unknown;
  listenerCount?(event: string): number;
  /** Whether all of the request has arrived; a stream that a host has put in its place does not say. */
  readonly complete?: boolean | undefined;
  /** Whether the sender has gone, after which HTTP/2 lets a body end as if it were whole. */
  readonly aborted?: boolean | undefined;
  readonly errored?: Error | null | undefined;
  readonly destroyed?: boolean | undefined;
  readonly readableDidRead?: boolean | undefined;
  readonly readableEnded?: boolean | undefined;
  readonly readableFlowing?: boolean | null | undefined;
  /** HTTP/2's own stream, which goes on when the request that stands for it is destroyed. */
  readonly stream?: { destroy?(): unknown } | undefined;
}

/** Whether somebody reads the stream already, has read it, or is told when there is something to read. */
export function isConsumed(stream: NodeStream): boolean {
  const { readableDidRead, readableEnded, readableFlowing } = stream;
  const isTaken = readableDidRead === true || readableEnded === true || readableFlowing === true;
  return isTaken || (stream.listenerCount?.("readable") ?? 0) > 0;
}

/**
 * Reads a stream to its end.
 * @returns undefined where the lifetime, or the line, ended first
 * @throws HookloomError `body_limit`, or `request_invalid` where the stream fails by itself
 */
export function readStream(
  stream: NodeStream,
  limit: number,
  lifetime: Lifetime,
): Promise<HostBody | undefined> {
  return new Promise((resolve, reject) => {
    const collector = new ByteCollector(limit);
    let isOver = false;
    // Once only: Node takes its time over a promise that is settled again, as each would be when it closes.
    const finish = (body?: HostBody): void => {
      if (isOver) return;
      isOver = true;
      resolve(body);
    };
    const fail = (error: unknown): void => {
      if (isOver) return;
      isOver = true;
      reject(error);
    };
    const close = (): void => {
      if (isOver || stream.complete !== undefined) finish();
      else fail(broken(stream.errored ?? new Error("The stream was closed before its end")));
    };
    if (lifetime.aborted) return finish();
    if (stream.destroyed) return close();
    // The listeners stay when this is over: an error that nobody hears would end the process.
    stream.on("data", (chunk) => {
      if (isOver) return;
      try {
        // Something before may have set an encoding.
        const fits = collector.add(typeof chunk === "string" ? encoder.encode(chunk) : chunk);
        if (!fits) fail(tooLarge(limit));
      } catch (error) {
        fail(error);
      }
    });
    stream.on("end", () => finish(stream.aborted ? undefined : { raw: collector.bytes(), given: false }));
    stream.on("error", (error) => (isDisconnection(error) ? finish() : fail(broken(error))));
    stream.on("close", close);
    lifetime.watch(finish);
    // A stream that was paused does not flow because somebody listens.
    stream.resume();
  });
}

const encoder = new TextEncoder();
const disconnections = new Set([
  "ECONNRESET",
  "EPIPE",
  "ERR_STREAM_PREMATURE_CLOSE",
  "ERR_HTTP2_STREAM_ERROR",
]);

/** Whether a stream failed because the sender went away. */
function isDisconnection(error: unknown): boolean {
  return disconnections.has((error as { code?: string } | null)?.code ?? "");
}

/**
 * Drops what is left of a request that has been answered. To cut the line at once would often lose the answer
 * on its way; to read on for ever would let the sender keep it.
 */
export function discardRest(stream: NodeStream): void {
  if (stream.readableEnded || stream.destroyed) return;
  if (stream.complete) return void stream.resume();
  let size = 0;
  const cut = (): void => {
    // A host may have put something else there.
    stream.stream?.destroy?.();
    stream.destroy();
  };
  const drop = (chunk: unknown): void => {
    size += (chunk as { length: number }).length;
    if (size > patience.bytes) cut();
  };
  const timer = setTimeout(cut, patience.milliseconds);
  (timer as { unref?: () => void }).unref?.();
  const stop = (): void => clearTimeout(timer);
  stream.on("data", drop);
  stream.on("end", stop);
  stream.on("close", stop);
  stream.resume();
}
