import { readFileSync, writeFileSync } from "node:fs";
import { expect, test } from "vitest";

/** Prints the docs anew instead of looking at them. */
const update = process.env.HOOKLOOM_UPDATE === "1";

/** The parts of the docs that are printed from source, by page and mark. */
export type PrintedParts = Readonly<Record<string, Readonly<Record<string, () => string>>>>;

/**
 * Tests that each part stands in its page of `docs/`, between `<!-- printed:mark -->` and `<!-- /printed -->`,
 * as it is printed now; or, with HOOKLOOM_UPDATE=1, writes it there.
 */
export function testPrintedParts(parts: PrintedParts): void {
  for (const [page, ofPage] of Object.entries(parts)) {
    test.each(Object.entries(ofPage))(`${page}: %s`, (mark, print) => {
      const url = new URL(`../../docs/${page}`, import.meta.url);
      const text = readFileSync(url, "utf8");
      const [start, end] = [`<!-- printed:${mark} -->`, "<!-- /printed -->"];
      const from = text.indexOf(start) + start.length;
      const to = text.indexOf(end, from);
      expect(
        from >= start.length && to > 0,
        `docs/${page} needs a place for this: ${start} and, on a line below, ${end}`,
      ).toBe(true);
      const current = `${text.slice(0, from)}\n${print()}\n${text.slice(to)}`;
      if (update) writeFileSync(url, current);
      else {
        const command = "HOOKLOOM_UPDATE=1 npx vitest run test/docs";
        expect(text, `docs/${page} is not what the source says; to print it anew: ${command}`).toBe(current);
      }
    });
  }
}
