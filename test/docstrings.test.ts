import { expect, test } from "vitest";
import { declaration, entryFiles, type Public, publicNames, read } from "./support/public-names.js";

/** Whether a comment for readers of the API stands right above the declaration. */
function isDocumented({ name, file }: Public): boolean {
  const source = read(file);
  const found = [...source.matchAll(declaration)].find((match) => match[1] === name);
  return /\*\/\s*$/.test(source.slice(0, found?.index));
}

test("every public name has a docstring", () => {
  const names = [...entryFiles.values()].flatMap(publicNames);
  const bare = names.filter((each) => !isDocumented(each)).map(({ name, file }) => `${file}: ${name}`);
  expect([...new Set(bare)]).toEqual([]);
  expect(names.length).toBeGreaterThan(100);
});

/** The docstring and the signature of a public function; undefined for what is none. */
function functionOf({
  name,
  file,
}: Public): { doc: string; parameters: number; isVoid: boolean } | undefined {
  const signature = new RegExp(
    `export function ${name}\\b(?:<[^(]*>)?\\(([\\s\\S]*?)\\n?\\)(?:: ([^;]*?))?(?: \\{$|;$)`,
    "m",
  );
  const source = read(file);
  const match = signature.exec(source);
  if (match === null) return undefined;
  const [, list = "", result = ""] = match;
  const doc = source.slice(source.lastIndexOf("/**", match.index), match.index);
  return { doc, parameters: topLevel(list), isVoid: result === "void" };
}

/** How many parameters a list has: commas inside brackets part none. */
function topLevel(list: string): number {
  let flat = list.replace(/=>/g, "");
  for (let before = ""; before !== flat; ) {
    before = flat;
    flat = flat.replace(/\([^()]*\)|\{[^{}]*\}|\[[^[\]]*\]|<[^<>]*>/g, "");
  }
  return flat.split(",").filter((part) => part.trim() !== "").length;
}

/** What is thrown and when, or a sentence that says that there are none. */
const tellsErrors =
  /@throws \w+ \S|never\s+(?:\*\s+)?(?:throws|fails)|throws\s+(?:\*\s+)?(?:nothing|for no)/i;

test("the docstring of every public function has its parameters, its result, its errors and an example", () => {
  const all = [...entryFiles.values()]
    .flatMap(publicNames)
    .flatMap((each) => ({ ...each, told: functionOf(each) }));
  const functions = all.filter(({ told }) => told !== undefined);
  const wanting = functions.filter(({ told }) => {
    const { doc, parameters, isVoid } = told as NonNullable<typeof told>;
    const params = doc.match(/@param /g)?.length ?? 0;
    if (params !== parameters || doc.includes("@returns") === isVoid) return true;
    return !doc.includes("@example") || !tellsErrors.test(doc);
  });
  expect([...new Set(wanting.map(({ name, file }) => `${file}: ${name}`))]).toEqual([]);
  expect(functions.length).toBeGreaterThan(40);
});
