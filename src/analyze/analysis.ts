/** A place in a template. */
export interface AnalyzedPlace {
  /** The template's name, if it is one of the option `templates`. */
  readonly template?: string;
  /** Line, from 1. */
  readonly line: number;
  /** Column in code points, from 1. */
  readonly column: number;
}

/**
 * A step from a value to a part of it: a key, or `[]` for the items of a list and `*` for the values of a dict. Names of
 * header fields are in lower case.
 */
export type PathStep = { readonly key: string } | { readonly each: "[]" | "*" };

/** What a template can take a part of the request to be, in the order in which that is told. */
export const readTypes = ["string", "number", "array", "object", "null"] as const;

/** What a template takes a part of the request to be, by the words of JSON Schema (`type`). */
export type ReadType = (typeof readTypes)[number];

/** A part of the request that a template reads, and where it does so first. */
export interface ReadPath extends AnalyzedPlace {
  /** As it is written, such as `body.commits[].id`; `body.labels.*` for the values of a dict. */
  readonly path: string;
  /** The same in steps; the first is the variable's name. */
  readonly steps: readonly PathStep[];
  /**
   * Whether what holds it can be without it: it is tested first, has a default, or is not read by every render.
   * Of the items of lists, each is meant.
   */
  readonly optional: boolean;
  /** What its use makes of it; empty for what is used as any value can be. */
  readonly types: readonly ReadType[];
  /** Whether all of it is used, and not only the parts of it that are listed by themselves. */
  readonly whole: boolean;
}

/** A filter, test or global that a template uses, and where it does so first. */
export interface UsedName extends AnalyzedPlace {
  /** As the template has it, whether it exists or not. */
  readonly name: string;
}

/** A loop. */
export interface AnalyzedLoop extends AnalyzedPlace {
  /** How many loops it is in, counting itself: 1 for one in no other. In a macro, only those of the macro count. */
  readonly depth: number;
}

/** A tag that names another template. */
export interface UsedTemplate extends AnalyzedPlace {
  /** The tag's name. */
  readonly tag: "extends" | "from" | "import" | "include";
  /** The name, where it is written in the template. */
  readonly name?: string;
}

/** What a template needs: plain data, made by `analyzeTemplate`. */
export interface TemplateAnalysis {
  /** The parts of the request that it reads, in the order of their names. */
  readonly paths: readonly ReadPath[];
  /** The filters that it uses, in the order of their names. */
  readonly filters: readonly UsedName[];
  /** The tests that it uses (`is …`), in the order of their names. */
  readonly tests: readonly UsedName[];
  /** The globals that it reads, in the order of their names; names that are no global are not among them. */
  readonly globals: readonly UsedName[];
  /** The loops of it and of the templates that were followed. */
  readonly loops: {
    /** How many there are, wherever they stand. */
    readonly count: number;
    /** How many loops are inside each other at most. */
    readonly nesting: number;
    /** Each of them, in the order of the template. */
    readonly places: readonly AnalyzedLoop[];
  };
  /** The tags that name other templates, in the order of the template. */
  readonly templates: readonly UsedTemplate[];
  /**
   * Whether all of it was followed, and told. It is not where the request chooses what is included, where a template is
   * included that was not given, in templates that call so much that it would take too long, and where more than 5,000
   * parts are read, or some that are more than 50 steps deep, or by keys of more than 200 characters: these are told as
   * all of what holds them.
   */
  readonly complete: boolean;
}
