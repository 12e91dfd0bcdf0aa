/** Whether text takes more than so many bytes in UTF-8, or bytes are more. */
export function exceeds(data: string | Uint8Array, limit: number): boolean {
  // A UTF-16 unit is one byte at the least and three at the most, so few texts need to be encoded.
  if (typeof data !== "string" || data.length > limit) return data.length > limit;
  return data.length * 3 > limit && utf8Length(data) > limit;
}

/** The bytes that text takes in UTF-8. */
export function utf8Length(text: string): number {
  return new TextEncoder().encode(text).length;
}
