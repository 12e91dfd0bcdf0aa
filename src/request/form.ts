import { HookloomError } from "../errors/error.js";
import type { Limits } from "../limits.js";

/**
 * The fields of a form, as Python's `parse_qsl(keep_blank_values=True)` gives them.
 * @throws HookloomError `form_limit`
 */
export function readFields(text: string, { formFields }: Limits): URLSearchParams {
  if (countFields(text) > formFields) {
    throw new HookloomError("form_limit", `The form has more than ${formFields} fields`);
  }
  // Node reads a character that is not ASCII as a byte where an escape beside it is no UTF-8; an ampersand in
  // front saves a question mark, which would be dropped.
  return new URLSearchParams(`&${text.replace(notAscii, encodeURIComponent)}`);
}

const notAscii = /[^\0-\x7f]+/g;

/** How many fields there are between the ampersands. */
function countFields(text: string): number {
  let count = 0;
  let start = 0;
  for (let end = text.indexOf("&"); end >= 0; end = text.indexOf("&", start)) {
    if (end > start) count += 1;
    start = end + 1;
  }
  return start < text.length ? count + 1 : count;
}
