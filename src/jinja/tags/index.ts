import { didYouMean } from "../../errors/similar.js";
import type { StatementHandlers } from "../compile/compiler.js";
import type { TagGrammar, TagTable } from "../syntax/parser.js";
import { autoescapeTag } from "./autoescape.js";
import { blockTag } from "./block.js";
import { callTag } from "./call.js";
import { debugTag } from "./debug.js";
import { doTag } from "./do.js";
import { extendsTag } from "./extends.js";
import { filterTag } from "./filter.js";
import { forTag } from "./for.js";
import { ifTag } from "./if.js";
import { fromTag, importTag } from "./import.js";
import { includeTag } from "./include.js";
import { breakTag, continueTag } from "./loop-controls.js";
import { macroTag } from "./macro.js";
import { printTag } from "./output.js";
import { setTag } from "./set.js";
import { withTag } from "./with.js";

/** The tags that every environment has. */
const standard: readonly TagGrammar[] = [
  autoescapeTag,
  blockTag,
  callTag,
  extendsTag,
  filterTag,
  forTag,
  fromTag,
  ifTag,
  importTag,
  includeTag,
  macroTag,
  printTag,
  setTag,
  withTag,
];

/** The tags that an environment has when it names an extension. */
const extensions = {
  debug: [debugTag],
  do: [doTag],
  loopcontrols: [breakTag, continueTag],
} satisfies Record<string, readonly TagGrammar[]>;

/**
 * A part of the language that is off unless asked for, by Jinja2's names.
 * @see https://jinja.palletsprojects.com/en/stable/extensions/
 */
export type ExtensionName = keyof typeof extensions;

export const extensionNames = Object.keys(extensions) as ExtensionName[];

/** The tags by name, with those of the extensions. */
export function tagTable(names: readonly ExtensionName[]): TagTable {
  if (names.length === 0) return standardTable;
  const extra = names.flatMap((name): readonly TagGrammar[] => extensions[name]);
  return tableOf([...standard, ...extra]);
}

function tableOf(tags: readonly TagGrammar[]): TagTable {
  const table = new Map(tags.map((tag) => [tag.name, tag]));
  const names = [...table.keys()];
  return {
    names,
    get: (name) => table.get(name),
    helpFor: (name, ends) => helpFor(name, [...names, ...ends]),
  };
}

function helpFor(name: string, tags: readonly string[]): string | undefined {
  const brings = (extension: ExtensionName) => extensions[extension].some((tag) => tag.name === name);
  const extension = extensionNames.find(brings);
  if (extension === undefined || tags.includes(name)) return didYouMean(name, tags);
  return `Add '${extension}' to the option 'extensions'.`;
}

const standardTable = tableOf(standard);

/** How each kind of statement is compiled; a kind without a tag that brings it does not type-check. */
export const statementHandlers: StatementHandlers = {
  ...autoescapeTag.handlers,
  ...blockTag.handlers,
  ...breakTag.handlers,
  ...callTag.handlers,
  ...continueTag.handlers,
  ...debugTag.handlers,
  ...doTag.handlers,
  ...extendsTag.handlers,
  ...filterTag.handlers,
  ...forTag.handlers,
  ...fromTag.handlers,
  ...ifTag.handlers,
  ...importTag.handlers,
  ...includeTag.handlers,
  ...macroTag.handlers,
  ...printTag.handlers,
  ...setTag.handlers,
  ...withTag.handlers,
};
