import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import manifest from "../package.json" with { type: "json" };

const root = new URL("../", import.meta.url);

/** The source of every entry of the package. */
const entries = Object.values(manifest.exports).flatMap((entry) =>
  typeof entry === "string" ? [] : [entry.default.replace("./dist/", "src/").replace(/\.js$/, ".ts")],
);

const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

/** The file that an import of a file means. */
const resolve = (from: string, to: string): string =>
  new URL(to.replace(/\.js$/, ".ts"), new URL(from, root)).href.slice(root.href.length);

/** A public name, and the file that declares it. */
interface Public {
  readonly name: string;
  readonly file: string;
}

const declaration = /^export (?:declare )?(?:abstract )?(?:const|function|class|interface|type) (\w+)/gm;

/** What a file exports, each name where it is declared. */
function publicNames(file: string): Public[] {
  const source = read(file);
  const own = [...source.matchAll(declaration)].map(([, name = ""]) => ({ name, file }));
  const all = [...source.matchAll(/^export (type )?\* from "(.+)";/gm)].flatMap(
    ([, onlyTypes, from = ""]) => {
      const names = publicNames(resolve(file, from));
      return onlyTypes === undefined ? names : names.filter(({ name }) => /^[A-Z]/.test(name));
    },
  );
  const grouped = [...source.matchAll(/^export \* as \w+ from "(.+)";/gm)].flatMap(([, from = ""]) =>
    publicNames(resolve(file, from)),
  );
  const listed = [...source.matchAll(/^export (?:type )?\{([^}]*)\}(?: from "(.+)")?;/gm)].flatMap(
    ([, names = "", from]) => {
      const list = names.split(",").map((name) => name.trim().replace(/^type /, ""));
      return list.filter((name) => name !== "").map((name) => locate(file, name, from));
    },
  );
  return [...own, ...all, ...grouped, ...listed];
}

/** Where a name is declared that a file hands on. */
function locate(file: string, name: string, from: string | undefined): Public {
  const [theirs = name] = name.split(" as ");
  const there = from === undefined ? importOf(file, theirs) : resolve(file, from);
  const found = publicNames(there).find((each) => each.name === theirs);
  if (found === undefined) throw new Error(`${file}: where is ${name} declared?`);
  return found;
}

function importOf(file: string, name: string): string {
  for (const [, names = "", from = ""] of read(file).matchAll(
    /^import (?:type )?\{([^}]*)\} from "(.+)";/gm,
  )) {
    if (names.split(",").some((each) => each.trim().replace(/^type /, "") === name))
      return resolve(file, from);
  }
  throw new Error(`${file}: where does ${name} come from?`);
}

/** Whether a comment for readers of the API stands right above the declaration. */
function isDocumented({ name, file }: Public): boolean {
  const source = read(file);
  const found = [...source.matchAll(declaration)].find((match) => match[1] === name);
  return /\*\/\s*$/.test(source.slice(0, found?.index));
}

test("every public name has a docstring", () => {
  const names = entries.flatMap(publicNames);
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
  const all = entries.flatMap(publicNames).flatMap((each) => ({ ...each, told: functionOf(each) }));
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
