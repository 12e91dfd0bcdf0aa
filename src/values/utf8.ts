/** Whether text takes more than so many bytes in UTF-8, or bytes are more. */
export function exceeds(data: string | Uint8Array, limit: number): boolean {
  // A UTF-16 unit is one byte at the least and three at the most, so few texts need to be encoded.
  if (typeof data !== "string" || data.length > limit) return data.length > limit;
  return data.length * 3 > limit && utf8Length(data) > limit;
}

/** The bytes that text takes in UTF-8, where half a surrogate pair takes those of U+FFFD. */
export function utf8Length(text: string): number {
  scratch ??= new Uint8Array(64 * 1024);
  let bytes = 0;
  let rest = text;
  while (rest !== "") {
    const { read, written } = encoder.encodeInto(rest, scratch);
    bytes += written;
    rest = rest.slice(read);
  }
  return bytes;
}

const encoder = new TextEncoder();
/** Written to be counted, piece by piece: that takes less than half the time of looking at each character. */
let scratch: Uint8Array | undefined;

/** Bytes in any of the shapes that JavaScript has for them, of any realm; undefined for all else. */
export function toBytes(data: unknown): Uint8Array | undefined {
  if (data instanceof Uint8Array) return data;
  if (ArrayBuffer.isView(data)) {
    const { BYTES_PER_ELEMENT: width = 1 } = data as { BYTES_PER_ELEMENT?: number };
    // What is wider is a list of numbers.
    return width === 1 ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength) : undefined;
  }
  const isBuffer = Object.prototype.toString.call(data) === "[object ArrayBuffer]";
  return isBuffer ? new Uint8Array(data as ArrayBuffer) : undefined;
}
