import type { Source } from "../errors/source.js";
import type { Environment } from "../jinja/environment.js";
import type { Arguments, Call, Expression, MacroParts } from "../jinja/syntax/nodes.js";
import type { Made, Meaning, Mode } from "./meaning.js";
import type { Region } from "./part.js";
import type { MacroMeaning, Scope } from "./scope.js";
import type { Visits } from "./visits.js";

/** Where the walk is. */
export interface Flow {
  readonly scope: Scope;
  readonly region: Region;
  readonly source: Source;
  /** What is being walked: bodies of macros, and templates by their names. None is walked inside itself. */
  readonly open: ReadonlySet<MacroParts | string>;
}

/** The same place where it may not be come to. */
export function maybe(flow: Flow): Flow {
  return { ...flow, region: {} };
}

/** Walks a macro with the arguments of a call. */
export type RunMacro = (macro: MacroMeaning, call: Call, flow: Flow) => void;

/** What the parts of the walk that know calls and filters need of that which knows expressions. */
export interface Reading {
  readonly environment: Environment;
  /** What `namespace()` made, by its place: the same whenever that is walked. */
  readonly namespaces: Map<Expression, Made>;
  readonly runMacro: RunMacro;
  readonly visits: Visits;
  /** Works out a value of which all is used. */
  use(node: Expression, flow: Flow, mode?: Mode): Meaning;
  /** Works out a value of which maybe only parts are used. */
  read(node: Expression, flow: Flow, mode?: Mode): Meaning;
  /** Works out a value that is only on the way to another. */
  look(node: Expression, flow: Flow, mode?: Mode): Meaning;
  useArguments(call: Arguments, flow: Flow): void;
}
