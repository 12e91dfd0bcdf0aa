import { readFileSync } from "node:fs";
import manifest from "../../package.json" with { type: "json" };

const root = new URL("../../", import.meta.url);

/** The source of every entry of the package, by its name. */
export const entryFiles: ReadonlyMap<string, string> = new Map(
  Object.entries(manifest.exports).flatMap(([name, entry]) =>
    typeof entry === "string"
      ? []
      : [[name, entry.default.replace("./dist/", "src/").replace(/\.js$/, ".ts")] as const],
  ),
);

export const read = (file: string): string => readFileSync(new URL(file, root), "utf8");

/** The file that an import of a file means. */
const resolve = (from: string, to: string): string =>
  new URL(to.replace(/\.js$/, ".ts"), new URL(from, root)).href.slice(root.href.length);

/** A public name, and the file that declares it. */
export interface Public {
  readonly name: string;
  readonly file: string;
}

export const declaration =
  /^export (?:declare )?(?:abstract )?(?:const|function|class|interface|type) (\w+)/gm;

/** What a file exports, each name where it is declared. */
export function publicNames(file: string): Public[] {
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
