import type { Source, Span } from "../../errors/source.js";
import type { Value } from "../../values/value.js";
import type { Context } from "./context.js";
import type { Render } from "./render.js";
import type { State } from "./state.js";

/** A compiled expression. */
export type Evaluate = (state: State) => Value;

/** What a statement tells the loop around it. */
export type Signal = undefined | "break" | "continue";

/** A compiled statement. */
export type Execute = (state: State) => Signal;

/** A compiled block: renders itself in a context. */
export interface BlockFunction {
  readonly name: string;
  render(context: Context, render: Render): string;
}

/** A compiled template, as the runtime sees it. */
export interface TemplateCode {
  readonly name: string | null;
  readonly source: Source;
  /** Whether `{{ }}` escapes unless a tag says otherwise. */
  readonly autoescape: boolean;
  readonly blocks: ReadonlyMap<string, BlockFunction>;
  /** Renders the top level. */
  root(context: Context, render: Render): string;
  /** The piece of the source that a place stands for; see `Render.at`. */
  span(place: number): Span;
}
