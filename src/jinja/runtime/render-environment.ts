import type { Limits } from "../../limits.js";
import type { UndefinedMode } from "../../values/undefined.js";
import type { Value } from "../../values/value.js";
import type { FilterDefinition, TestDefinition } from "../builtins/define.js";
import type { State } from "./state.js";
import type { TemplateCode } from "./template-code.js";

/** What a render asks of the environment that it runs in. */
export interface RenderEnvironment {
  readonly undefined: UndefinedMode;
  readonly limits: Limits;
  readonly globals: ReadonlyMap<string, Value>;
  readonly now: () => Date;
  readonly timeZone: string;
  readonly random: () => number;
  readonly newlineSequence: string;
  /** For what cannot import them: the tables of methods are looked into there, and methods look up, too. */
  readonly lookUps: LookUps;
  filter(name: string): FilterDefinition | undefined;
  test(name: string): TestDefinition | undefined;
  filterNames(): string[];
  testNames(): string[];
  findTemplate(name: string): TemplateCode | undefined;
}

/** The look-ups of attributes and items. */
export interface LookUps {
  getAttribute(object: Value, name: string, state: State): Value;
  getItem(object: Value, key: Value, state: State): Value;
  subscript(object: Value, key: Value, state: State): Value;
}
