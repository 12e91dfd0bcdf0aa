import type { CaseResult } from "../../testing/case.js";
import type { Host } from "../host.js";

/** A case that was run, or that could not be. */
export interface RunCase {
  readonly name: string;
  /** The template's file, or the manifest it is from. */
  readonly source: string;
  /** What its template is called in messages. */
  readonly template: string;
  readonly result: CaseResult | undefined;
  /** Why it could not be run. */
  readonly broken?: string;
  /** What became of its expectation, if that was changed. */
  readonly updated?: "written";
  readonly milliseconds: number;
}

/** Prints what became of cases. */
export type Reporter = (cases: readonly RunCase[], host: Host) => void;

export function passed({ result, updated }: RunCase): boolean {
  return updated !== undefined || result?.ok === true;
}
