import { HookloomError } from "../errors/error.js";

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

function fromWindows1252(unit: string): string {
  return from0x80[unit.charCodeAt(0) - 0x80] as string;
}

/**
 * The text of a body. Without a charset it is UTF-8, with U+FFFD for bytes that are not; a byte order mark
 * is dropped. A charset that is not known counts as UTF-8 where the bytes are.
 *
 * @throws HookloomError `body_charset` where the bytes cannot be read
 */
export function decodeBody(bytes: Uint8Array, charset: string | undefined): string {
  if (charset === undefined || charset === "utf-8" || charset === "utf8") return utf8.decode(bytes);
  if (latin1.has(charset)) return decodeLatin1(bytes);
  if (windows1252.has(charset)) return decodeLatin1(bytes).replace(/[\x80-\x9f]/g, fromWindows1252);
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

const utf8 = new TextDecoder();

function decodeLatin1(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 8192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8192));
  }
  return text;
}

function decoderFor(charset: string): TextDecoder | undefined {
  try {
    return new TextDecoder(charset);
  } catch {
    return undefined;
  }
}
