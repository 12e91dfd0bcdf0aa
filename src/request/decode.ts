import { HookloomError } from "../errors/error.js";
import { toWellFormed } from "../values/text.js";

/** The names of ISO 8859-1 and ASCII, a byte a code point. WHATWG takes them all for windows-1252. */
const latin1 = new Set(
  (
    "iso-8859-1 iso8859-1 iso88591 iso_8859-1 iso_8859-1:1987 iso-ir-100 csisolatin1 cp819 ibm819 latin1 " +
    "latin-1 l1 us-ascii ascii ansi_x3.4-1968"
  ).split(" "),
);

/** Some versions of Node take windows-1252 for ISO 8859-1; this is where the two differ. */
const windows1252 = new Set(["windows-1252", "cp1252", "x-cp1252"]);
const from0x80 = "€\x81‚ƒ„…†‡ˆ‰Š‹Œ\x8dŽ\x8f\x90‘’“”•–—˜™š›œ\x9džŸ";

/**
 * The text of a body. Without a charset it is UTF-8, with U+FFFD for bytes that are not; a byte order mark
 * is dropped. A charset that is not known counts as UTF-8 where the bytes are.
 *
 * @throws HookloomError `body_charset` where the bytes cannot be read
 */
export function decodeBody(bytes: Uint8Array, charset: string | undefined): string {
  if (charset === undefined || charset === "utf-8" || charset === "utf8") return utf8.decode(bytes);
  if (latin1.has(charset)) return decodeLatin1(bytes);
  if (windows1252.has(charset)) return decodeLatin1(bytes, from0x80);
  if (charset === "utf-16" && bytes[0] === 0xfe && bytes[1] === 0xff) {
    return new TextDecoder("utf-16be").decode(bytes);
  }
  const decoder = decoderFor(charset);
  if (decoder !== undefined) return decoder.decode(bytes);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new HookloomError("body_charset", "The body's charset is not known, and its bytes are not UTF-8");
  }
}

/** Text as it would have been decoded: without a byte order mark, and without half surrogate pairs. */
export function readText(body: string): string {
  return toWellFormed(body.startsWith("\ufeff") ? body.slice(1) : body);
}

const utf8 = new TextDecoder();

const isLittleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const utf16 = new TextDecoder(isLittleEndian ? "utf-16le" : "utf-16be");

/**
 * Each byte as a code point, by way of UTF-16 in memory: that takes a twentieth of the time of putting text together.
 * @param high what the bytes from 0x80 on are instead, as far as it goes
 */
export function decodeLatin1(bytes: Uint8Array, high = ""): string {
  const units = new Uint16Array(bytes);
  for (let at = 0; high !== "" && at < units.length; at += 1) {
    const index = (units[at] as number) - 0x80;
    if (index >= 0 && index < high.length) units[at] = high.charCodeAt(index);
  }
  return utf16.decode(units);
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
