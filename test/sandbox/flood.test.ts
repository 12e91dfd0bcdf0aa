import { expect, test } from "vitest";
import { Environment } from "../../src/jinja/index.js";

/** The inverse of an odd number modulo 2^32. */
function inverse(odd: number): number {
  let result = 1;
  for (let step = 0; step < 6; step += 1) result = Math.imul(result, 2 - Math.imul(odd, result));
  return result;
}

/** Undoes `x ^ (x >>> places)`. */
function unshifted(value: number, places: number): number {
  let result = value;
  for (let step = 0; step < 32; step += places) result = value ^ (result >>> places);
  return result;
}

/** The 32-bit int of which V8's hash for a `Map` is the given one: its steps, which know no secret, backwards. */
function intOfHash(hash: number): number {
  const folded = unshifted(Math.imul(unshifted(hash, 16), inverse(2057)), 4);
  return Math.imul(unshifted(Math.imul(folded, inverse(5)), 12) + 1, inverse(0x7fff)) | 0;
}

const template = new Environment({ limits: { renderMilliseconds: Number.POSITIVE_INFINITY } }).fromString(
  "{{ numbers|unique|list|length }}",
);

function milliseconds(numbers: readonly unknown[]): number {
  const start = performance.now();
  expect(template.render({ numbers })).toBe(String(numbers.length));
  return performance.now() - start;
}

const count = 40_000;
const many = (make: (index: number) => unknown) => Array.from({ length: count }, (_, index) => make(index));

test.each([
  ["ints of one bucket", many((index) => intOfHash(index << 15))],
  ["ints with the same last digits", many((index) => BigInt(index + 1) << 64n)],
  ["floats", many((index) => index + 0.5)],
])("numbers that are chosen to be slow to tell apart are not: %s", (_what, numbers) => {
  const ordinary = milliseconds(many((index) => index));
  expect(milliseconds(numbers)).toBeLessThan(500 + 10 * ordinary);
});
