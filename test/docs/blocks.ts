import { readdirSync, readFileSync } from "node:fs";

const root = new URL("../../", import.meta.url);

/** A piece of code of a page. */
export interface Block {
  readonly page: string;
  readonly line: number;
  readonly code: string;
  /** What the comment right above says of it: `run:vitest`, `printed:…`, `not run: why`. */
  readonly mark: string | undefined;
}

/** The readme and the pages of the docs, by their paths. */
export const pages: readonly string[] = [
  "README.md",
  ...readdirSync(new URL("docs/", root))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`),
];

/** The text of a page. */
export function readPage(page: string): string {
  return readFileSync(new URL(page, root), "utf8");
}

/** The blocks of a page that are in one of the languages. */
export function blocksOf(page: string, languages: readonly string[]): Block[] {
  const text = readPage(page);
  const found = text.matchAll(/(?:<!-- ([^\n]*?) -->\n)?^```(\w+)\n([\s\S]*?)^```$/gm);
  return [...found]
    .filter(([, , language = ""]) => languages.includes(language))
    .map(({ index, 1: mark, 3: code = "" }) => ({
      page,
      line: text.slice(0, index).split("\n").length,
      code,
      mark,
    }));
}
