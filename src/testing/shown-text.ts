import { printable } from "../errors/source.js";

/** Text of several lines for a terminal or a report: what would hide or reorder it is shown as escapes. */
export function shownText(text: string): string {
  return text.replace(/[^\n\t]+/g, printable);
}
