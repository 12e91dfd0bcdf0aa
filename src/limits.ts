import { must, type OptionKind, type OptionKinds, readOptions } from "./options.js";

/** One limit, as {@link limitTable} has it. */
export interface LimitInfo {
  /** Its value where the host says nothing; Infinity for none. */
  readonly default: number;
  /** The highest value that a host may give it; Infinity where this is undefined. */
  readonly most?: number;
}

/**
 * Every limit of hookloom, what it counts in and what it protects. A limit refuses with a coded error; none cuts
 * anything short in silence. `docs/limits-and-safety.md` is printed from this table and its comments.
 */
export const limitTable = {
  // the template
  /** In code points. Protects the compiler from huge templates. */
  templateLength: { default: 100_000 },
  /** In syntax nodes. Protects memory held by a compiled template. */
  templateNodes: { default: 20_000 },
  /** In levels. Protects the stack from nested expressions. */
  expressionDepth: { default: 100 },
  /**
   * In levels of the syntax tree, to which chains such as a + b + c add, too. Protects the stack of whatever
   * walks the tree.
   */
  syntaxDepth: { default: 1_000 },
  /** In levels. Protects the stack from nested statements. */
  blockDepth: { default: 50 },
  /** In for loops in a template. Protects nothing by itself (fuel does); Prefect Cloud allows 10. */
  loops: { default: Number.POSITIVE_INFINITY },
  /** In for loops inside one another. Protects nothing by itself (fuel does); Prefect Cloud allows 2. */
  loopDepth: { default: Number.POSITIVE_INFINITY },

  // one render, shared by everything in it
  /**
   * In units: a node, an element or 64 bytes each. Protects the processor; counted, so the same on every
   * machine.
   */
  fuel: { default: 1_000_000 },
  /** In milliseconds. Protects the event loop, should fuel not be enough. */
  renderMilliseconds: { default: 250 },
  /** In bytes built in all. Protects memory. */
  allocation: { default: 8 * 1024 * 1024 },
  /** In UTF-8 bytes. Protects memory, and whoever receives the output. */
  output: { default: 1_500_000 },
  /**
   * In macros, blocks, includes and recursive loops inside one another. Protects the stack from recursion.
   */
  callDepth: { default: 100 },
  /**
   * In levels of statements and expressions inside one another, calls included. Protects the stack from
   * recursion through deeply nested code.
   */
  stackDepth: { default: 2_500 },
  /**
   * In lists and dicts inside one another. Protects the stack when data is printed, compared or written as
   * JSON.
   */
  dataDepth: { default: 500 },
  // `MAX_RANGE` of Jinja2's sandbox.
  /** In numbers in a range(). Protects memory. */
  range: { default: 100_000 },
  // CPython's `sys.int_info.default_max_str_digits`, there for conversions to and from text alone.
  /**
   * In decimal digits of an int. Protects the processor from big-integer arithmetic; CPython has the same
   * bound.
   */
  intDigits: { default: 4_300 },

  // the request
  /** In bytes. Protects memory. */
  body: { default: 2 * 1024 * 1024 },
  /** In header fields. Protects memory. */
  headers: { default: 200 },
  /** In bytes of names and values. Protects memory. */
  headerSize: { default: 512 * 1024 },
  /** In fields. Protects memory. */
  formFields: { default: 1_000 },
  // The most: whatever walks the data needs the stack for it.
  /** In levels, 1,000 at the most. Protects the stack, here and in whatever reads the event. */
  jsonDepth: { default: 200, most: 1_000 },

  // the event (Prefect's own numbers: `PREFECT_SERVER_EVENTS_MAXIMUM_…` of its settings)
  /** In UTF-8 bytes of JSON. Protects whoever receives the event. */
  eventSize: { default: 1_500_000 },
  /** In code points. Protects whoever receives the event. */
  eventName: { default: 1_024 },
  /** In labels of a resource. Protects whoever receives the event. */
  resourceLabels: { default: 500 },
  /** In resources. Protects whoever receives the event. */
  relatedResources: { default: 100 },
} as const satisfies Record<string, LimitInfo>;

/** The name of a limit. */
export type LimitName = keyof typeof limitTable;
/**
 * A value for every limit, in the unit of {@link limitTable}: a whole number of 0 or more, or Infinity; for `jsonDepth`,
 * 1,000 at the most.
 */
export type Limits = { readonly [Name in keyof typeof limitTable]: number };

/** The limits where the host says nothing; `limits` of options replaces them one by one. */
export const defaultLimits: Limits = Object.freeze(
  Object.fromEntries(Object.entries(limitTable).map(([name, info]) => [name, info.default])) as Limits,
);

/**
 * The static limits that Prefect Cloud puts on templates: 30,000 characters, 10 loops, 2 of them nested, ranges of 100.
 * The first is the longest `template` of its REST API, the others are those of its open-source server.
 * @see https://github.com/PrefectHQ/prefect/blob/main/src/prefect/server/utilities/user_templates.py
 * @example createWebhook(definition, { limits: prefectLimits })
 */
export const prefectLimits = Object.freeze({
  templateLength: 30_000,
  loops: 10,
  loopDepth: 2,
  range: 100,
}) satisfies Partial<Limits>;

/** What a limit has to be. */
function limitKind({ most = Number.POSITIVE_INFINITY }: LimitInfo): OptionKind {
  const isFree = most === Number.POSITIVE_INFINITY;
  return must(
    isFree ? "a whole number of 0 or more, or Infinity" : `a whole number from 0 to ${most}`,
    (value) =>
      (Number.isInteger(value) && (value as number) >= 0 && (value as number) <= most) ||
      (isFree && value === most),
    true,
  );
}

/**
 * Fills in the defaults.
 * @throws HookloomError `option_invalid` for a name that is no limit, and a value that is no count or more than a limit can be
 */
export function resolveLimits(given: Partial<Limits> | undefined): Limits {
  if (given === undefined) return defaultLimits;
  const before = resolved.get(given);
  if (before !== undefined && isSame(before.given, given)) return before.limits;
  const kinds = Object.fromEntries(Object.entries(limitTable).map(([name, info]) => [name, limitKind(info)]));
  const own = readOptions(given, kinds as OptionKinds<Partial<Limits>>, [], "limits");
  const limits = Object.freeze({ ...defaultLimits, ...own });
  resolved.set(given, { given: { ...given }, limits });
  return limits;
}

/** The option `limits`. */
export const limitsOption: OptionKind = (value) => void resolveLimits(value as Partial<Limits>);

/** Hosts often give all their webhooks one object: these then share one set of limits, and what is made of it. */
const resolved = new WeakMap<Partial<Limits>, { given: Partial<Limits>; limits: Limits }>();

function isSame(one: Partial<Limits>, other: Partial<Limits>): boolean {
  const names = Object.keys(one) as LimitName[];
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}
