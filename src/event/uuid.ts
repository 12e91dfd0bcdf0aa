const hyphenated = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
const simple = /^[0-9a-f]{32}$/i;

/**
 * Reads a UUID in the spellings that Prefect's event model takes: hyphenated, 32 hexadecimal digits, in
 * braces, or behind `urn:uuid:`; version and variant do not matter.
 *
 * @returns the UUID in lower case with hyphens, or undefined
 */
export function normalizeUuid(value: string): string | undefined {
  if (hyphenated.test(value)) return value.toLowerCase();
  if (simple.test(value)) {
    const groups = /^(.{8})(.{4})(.{4})(.{4})(.{12})$/.exec(value.toLowerCase()) as RegExpExecArray;
    return groups.slice(1).join("-");
  }
  const inner = /^(?:\{(.*)\}|urn:uuid:(.*))$/.exec(value);
  const hyphens = inner?.[1] ?? inner?.[2];
  return hyphens !== undefined && hyphenated.test(hyphens) ? hyphens.toLowerCase() : undefined;
}

/** A random UUID, version 4 (RFC 9562, 5.4). */
export function randomUuid(): string {
  // Pages without a secure context have `getRandomValues` only.
  if (typeof crypto.randomUUID === "function") return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = ((bytes[6] as number) & 0x0f) | 0x40;
  bytes[8] = ((bytes[8] as number) & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return normalizeUuid(hex) as string;
}
