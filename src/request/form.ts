import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";

/** The fields of a form, in their order. */
export type FormFields = readonly (readonly [name: string, value: string])[];

/**
 * Reads the fields of a form (URL Standard, 5.1); the same is what Python's `parse_qsl(keep_blank_values=True)` gives.
 * The URLSearchParams of some versions of Node takes a character that is not ASCII for a byte where an escape beside it
 * is no UTF-8, and all are slower.
 *
 * @throws HookloomError `form_limit`
 */
export function readFields(text: string, { formFields }: Limits): FormFields {
  const fields: [string, string][] = [];
  const decode = createDecoder();
  let equals = -1;
  for (let start = 0, end = 0; start < text.length; start = end + 1) {
    end = placeOf("&", text, start);
    if (end === start) continue;
    if (fields.length >= formFields) {
      throw new HookloomError("form_limit", `The form has more than ${formFields} fields`);
    }
    // It is looked for once, be it many fields away.
    if (equals < start) equals = placeOf("=", text, start);
    const name = decode(text.slice(start, Math.min(equals, end)));
    fields.push([name, equals < end ? decode(text.slice(equals + 1, end)) : ""]);
  }
  return fields;
}

/** Where a character is next, or the end of the text. */
function placeOf(character: string, text: string, start: number): number {
  const place = text.indexOf(character, start);
  return place < 0 ? text.length : place;
}

/** Makes what undoes the plus signs and escapes of a form. */
function createDecoder(): (text: string) => string {
  let isUtf8 = true;
  return (text) => {
    const spaced = text.includes("+") ? withBlanks(text) : text;
    if (!spaced.includes("%")) return spaced;
    if (isUtf8) {
      try {
        return decodeURIComponent(spaced);
      } catch {
        // One by one, exceptions would take more time than all the rest.
        isUtf8 = false;
      }
    }
    return decodeBytes(spaced);
  };
}

/** Makes blanks of plus signs. Where there are very many, to join takes a third of the time; where few, four times. */
function withBlanks(text: string): string {
  return text.length < 1024 ? text.replaceAll("+", " ") : text.split("+").join(" ");
}

/** Undoes escapes as bytes, with U+FFFD for those that are no UTF-8. An escape that is none stays as it is. */
function decodeBytes(text: string): string {
  const bytes = encoder.encode(text);
  let length = 0;
  for (let at = 0; at < bytes.length; at += 1) {
    let byte = bytes[at] as number;
    if (byte === percent) {
      const escaped = (digitOf(bytes[at + 1]) << 4) | digitOf(bytes[at + 2]);
      if (escaped >= 0) {
        byte = escaped;
        at += 2;
      }
    }
    bytes[length] = byte;
    length += 1;
  }
  return decoder.decode(bytes.subarray(0, length));
}

const encoder = new TextEncoder();
const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
const percent = 0x25;

/** The value of a hexadecimal digit, or -1. */
function digitOf(byte: number | undefined): number {
  if (byte === undefined || byte < 0x30 || byte > 0x66) return -1;
  if (byte < 0x3a) return byte - 0x30;
  const letter = (byte | 0x20) - 0x61;
  return letter >= 0 && letter < 6 ? letter + 10 : -1;
}
