import { must, type OptionKind, type OptionKinds, readOptions } from "./options.js";

/** One limit: what it is by default, in what it counts, and what it protects. */
export interface LimitInfo {
  /** Its value where the host says nothing; Infinity for none. */
  readonly default: number;
  /** The highest value that a host may give it; Infinity where this is undefined. */
  readonly most?: number;
  /** What is counted, in the plural. */
  readonly unit: string;
  /** What suffers without it. */
  readonly protects: string;
}

/**
 * Every limit of hookloom. A limit refuses with a coded error; none cuts anything short in silence.
 * `docs/limits-and-safety.md` is printed from this table.
 */
export const limitTable = {
  // the template
  templateLength: {
    default: 100_000,
    unit: "code points",
    protects: "the compiler from huge templates",
  },
  templateNodes: { default: 20_000, unit: "syntax nodes", protects: "memory held by a compiled template" },
  expressionDepth: { default: 100, unit: "levels", protects: "the stack from nested expressions" },
  syntaxDepth: {
    default: 1_000,
    unit: "levels of the syntax tree, to which chains such as a + b + c add, too",
    protects: "the stack of whatever walks the tree",
  },
  blockDepth: { default: 50, unit: "levels", protects: "the stack from nested statements" },
  loops: {
    default: Number.POSITIVE_INFINITY,
    unit: "for loops in a template",
    protects: "nothing by itself (fuel does); Prefect Cloud allows 10",
  },
  loopDepth: {
    default: Number.POSITIVE_INFINITY,
    unit: "for loops inside one another",
    protects: "nothing by itself (fuel does); Prefect Cloud allows 2",
  },

  // one render, shared by everything in it
  fuel: {
    default: 1_000_000,
    unit: "units: a node, an element or 64 bytes each",
    protects: "the processor; counted, so the same on every machine",
  },
  renderMilliseconds: {
    default: 250,
    unit: "milliseconds",
    protects: "the event loop, should fuel not be enough",
  },
  allocation: { default: 8 * 1024 * 1024, unit: "bytes built in all", protects: "memory" },
  output: { default: 1_500_000, unit: "UTF-8 bytes", protects: "memory, and whoever receives the output" },
  callDepth: {
    default: 100,
    unit: "macros, blocks, includes and recursive loops inside one another",
    protects: "the stack from recursion",
  },
  stackDepth: {
    default: 2_500,
    unit: "levels of statements and expressions inside one another, calls included",
    protects: "the stack from recursion through deeply nested code",
  },
  dataDepth: {
    default: 500,
    unit: "lists and dicts inside one another",
    protects: "the stack when data is printed, compared or written as JSON",
  },
  // `MAX_RANGE` of Jinja2's sandbox.
  range: { default: 100_000, unit: "numbers in a range()", protects: "memory" },
  // CPython's `sys.int_info.default_max_str_digits`, there for conversions to and from text alone.
  intDigits: {
    default: 4_300,
    unit: "decimal digits of an int",
    protects: "the processor from big-integer arithmetic; CPython has the same bound",
  },

  // the request
  body: { default: 2 * 1024 * 1024, unit: "bytes", protects: "memory" },
  headers: { default: 200, unit: "header fields", protects: "memory" },
  headerSize: { default: 512 * 1024, unit: "bytes of names and values", protects: "memory" },
  formFields: { default: 1_000, unit: "fields", protects: "memory" },
  jsonDepth: {
    default: 200,
    // Whatever walks the data needs the stack for it.
    most: 1_000,
    unit: "levels, 1,000 at the most",
    protects: "the stack, here and in whatever reads the event",
  },

  // the event (Prefect's own numbers: `PREFECT_SERVER_EVENTS_MAXIMUM_…` of its settings)
  eventSize: { default: 1_500_000, unit: "UTF-8 bytes of JSON", protects: "whoever receives the event" },
  eventName: { default: 1_024, unit: "code points", protects: "whoever receives the event" },
  resourceLabels: { default: 500, unit: "labels of a resource", protects: "whoever receives the event" },
  relatedResources: { default: 100, unit: "resources", protects: "whoever receives the event" },
} as const satisfies Record<string, LimitInfo>;

/** The name of a limit. */
export type LimitName = keyof typeof limitTable;
/**
 * A value for every limit, in the unit of {@link limitTable}: a whole number of 0 or more, or Infinity; for `jsonDepth`,
 * 1,000 at the most.
 */
export type Limits = { readonly [Name in LimitName]: number };

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
