import type { RawBody } from "./body.js";

/**
 * Whether a body that a host has read is compressed all the same, as behind a host that never inflates. It is only said of
 * what cannot be text: a body of which nothing tells that it is compressed, as nothing does with Brotli, may have been
 * inflated.
 *
 * @param contentEncoding the field's value (RFC 9110, 8.4)
 */
export function isCompressed(body: RawBody, contentEncoding: string | undefined): boolean {
  if (typeof body === "string" || contentEncoding === undefined) return false;
  const codings = contentEncoding.toLowerCase().split(",");
  return codings.some((coding) => signs.get(coding.trim())?.(body) === true);
}

/** RFC 1952, 2.3.1 */
const isGzip: Sign = ([first, second]) => first === 0x1f && second === 0x8b;

/** RFC 1950, 2.2: method and window, then a check of both. "x^" is one of these headers, and text as well. */
const isZlib: Sign = ([first = 0, second = 0]) =>
  (first & 0x8f) === 0x08 && ((first << 8) | second) % 31 === 0 && (second < 0x09 || second > 0x7e);

/** RFC 8878, 3.1.1 */
const isZstd: Sign = ([a, b, c, d]) => a === 0x28 && b === 0xb5 && c === 0x2f && d === 0xfd;

type Sign = (bytes: Uint8Array) => boolean;

/** How data begins, by its coding. */
const signs: ReadonlyMap<string, Sign> = new Map([
  ["gzip", isGzip],
  ["x-gzip", isGzip],
  ["deflate", isZlib],
  ["zstd", isZstd],
]);
