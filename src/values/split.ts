import { findLastText, findText, isSpaceAt, searchCost } from "./text.js";
import type { Budget } from "./value.js";

/*
 * Python's `str.split` and `str.rsplit`. `most` is how many times they split at most: infinite for no limit.
 * Without a separator every run of white space separates, and white space at the ends is dropped.
 */

/** Bytes that a piece is counted as, beside its text. */
const bytesPerPiece = 16;

/** `text.split(separator, most)` for a separator that is not empty. */
export function split(text: string, separator: string, most: number, budget: Budget): string[] {
  budget.spend(searchCost(text, separator));
  budget.reserve(text.length);
  const pieces: string[] = [];
  let start = 0;
  while (pieces.length < most) {
    const at = findText(text, separator, start);
    if (at < 0) break;
    add(pieces, text.slice(start, at), budget);
    start = at + separator.length;
  }
  return add(pieces, text.slice(start), budget);
}

/** `text.rsplit(separator, most)` for a separator that is not empty. */
export function splitFromEnd(text: string, separator: string, most: number, budget: Budget): string[] {
  budget.spend(searchCost(text, separator));
  budget.reserve(text.length);
  const pieces: string[] = [];
  let end = text.length;
  while (pieces.length < most) {
    const at = findLastText(text, separator, end);
    if (at < 0) break;
    add(pieces, text.slice(at + separator.length, end), budget);
    end = at;
  }
  return add(pieces, text.slice(0, end), budget).reverse();
}

/** `text.split(None, most)` */
export function splitAtSpace(text: string, most: number, budget: Budget): string[] {
  budget.reserve(text.length);
  budget.spend(text.length >> 3);
  const pieces: string[] = [];
  let at = 0;
  for (;;) {
    while (at < text.length && isSpaceAt(text, at)) at += 1;
    if (at === text.length) return pieces;
    if (pieces.length >= most) return add(pieces, text.slice(at), budget);
    const start = at;
    while (at < text.length && !isSpaceAt(text, at)) at += 1;
    add(pieces, text.slice(start, at), budget);
  }
}

/** `text.rsplit(None, most)` */
export function splitAtSpaceFromEnd(text: string, most: number, budget: Budget): string[] {
  budget.reserve(text.length);
  budget.spend(text.length >> 3);
  const pieces: string[] = [];
  let at = text.length;
  for (;;) {
    while (at > 0 && isSpaceAt(text, at - 1)) at -= 1;
    if (at === 0) return pieces.reverse();
    if (pieces.length >= most) return add(pieces, text.slice(0, at), budget).reverse();
    const end = at;
    while (at > 0 && !isSpaceAt(text, at - 1)) at -= 1;
    add(pieces, text.slice(at, end), budget);
  }
}

function add(pieces: string[], piece: string, budget: Budget): string[] {
  budget.spend(1);
  budget.reserve(bytesPerPiece);
  pieces.push(piece);
  return pieces;
}
