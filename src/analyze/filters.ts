import { isBuiltin } from "../check/builtins.js";
import type { Arguments, Expression, Filter } from "../jinja/syntax/nodes.js";
import {
  either,
  hint,
  itemsOf,
  keyOf,
  listOf,
  type Meaning,
  type Mode,
  markOrigin,
  markRead,
  markWhole,
  membersOf,
  regionOf,
  textsOf,
  typed,
  typeOf,
  unknown,
  valuesOf,
} from "./meaning.js";
import { type Flow, maybe, type Reading } from "./reading.js";

/** One use of a filter. */
interface Use {
  readonly name: string;
  readonly input: Meaning;
  readonly call: Arguments;
  readonly mode: Mode;
  readonly flow: Flow;
  readonly reading: Reading;
}

/** Works out what a filter makes of a value; of the body of a block, that is text. */
export function filterMeaning(node: Filter, flow: Flow, mode: Mode, reading: Reading): Meaning {
  const { name } = node;
  const work = workOf(name, reading);
  const asked = work === withDefault ? (isForFalse(node) ? "truth" : "guard") : mode;
  const input = node.node === undefined ? typed("string") : reading.read(node.node, flow, asked);
  return apply(work, { name, input, call: node, mode: asked, flow, reading });
}

function workOf(name: string, { environment }: Reading): Work | undefined {
  return isBuiltin("Filter", name, environment) && Object.hasOwn(filters, name) ? filters[name] : undefined;
}

function apply(work: Work | undefined, use: Use): Meaning {
  // These look at their arguments themselves: not all of them is always used.
  if (work !== withDefault && work !== mapped) use.reading.useArguments(use.call, use.flow);
  if (work !== undefined) return work(use);
  markWhole(use.input);
  return unknown;
}

/** A keyword argument of a call. */
export function keyword(call: Arguments, name: string): Expression | undefined {
  return call.kwargs.find(({ key }) => key === name)?.value;
}

/** An argument by its name or its place. */
function argument(call: Arguments, name: string, index: number): Expression | undefined {
  return keyword(call, name) ?? call.args[index];
}

/** The texts that an argument may be. */
function textsIn(node: Expression | undefined, { reading, flow }: Use): string[] | undefined {
  return node === undefined ? undefined : textsOf(reading.look(node, flow));
}

/** What the attribute that a filter is told of means, for each item of the list; undefined if it is not told. */
function attribute(use: Use, index: number, mode = use.mode): Meaning | undefined {
  const { input, call, flow } = use;
  const node = argument(call, "attribute", index);
  const texts = textsIn(node, use);
  if (node === undefined || texts === undefined) return undefined;
  const paths = use.name === "sort" ? texts.flatMap((each) => each.split(",")) : texts;
  const found = paths.map((path) => {
    let value = itemsOf(input);
    const steps = path.split(".");
    use.reading.visits.count += steps.length;
    for (const step of steps) {
      value = /^\d+$/.test(step) ? itemsOf(value) : keyOf(value, step);
      markOrigin(value, node, flow);
    }
    return value;
  });
  const region = regionOf(input, flow.region);
  for (const value of found) markRead(value, mode, region);
  return either(...found);
}

/** Uses the attribute that a filter is told of, or all of each item. */
function useItems(use: Use, index: number, mode?: Mode): Meaning {
  const by = attribute(use, index, mode);
  markWhole(by ?? listOf(itemsOf(use.input)));
  return by ?? itemsOf(use.input);
}

const hasOnlySome = ({ made }: Meaning): boolean => made.some(({ isSome }) => isSome === true);

// ---------------------------------------------------------------------------------------------------
// What filters do

type Work = (use: Use) => Meaning;

/** The same items, in any order. */
const sameItems: Work = ({ input }) => {
  hint(input, "array");
  return listOf(itemsOf(input), hasOnlySome(input));
};

const sorted: Work = (use) => {
  useItems(use, 2);
  return sameItems(use);
};

/** Some of the items, by what they are, or by one attribute. */
const someItems =
  (index?: number, mode?: Mode): Work =>
  (use) => {
    hint(use.input, "array");
    if (index === undefined) markWhole(listOf(itemsOf(use.input)));
    else useItems(use, index, mode);
    return listOf(itemsOf(use.input), true);
  };

const oneItem: Work = ({ input }) => {
  hint(input, "array");
  return either(itemsOf(input), unknown);
};

/** The least or the greatest item. */
const extreme: Work = (use) => {
  useItems(use, 1);
  return oneItem(use);
};

const inGroups: Work = ({ input }) => {
  hint(input, "array");
  return listOf(listOf(itemsOf(input), true));
};

const groupedBy: Work = (use) => {
  hint(use.input, "array");
  const hasDefault = argument(use.call, "default", 1) !== undefined;
  const grouper = useItems(use, 0, hasDefault ? "guard" : use.mode);
  const list = listOf(itemsOf(use.input), true);
  return listOf(membersOf([grouper, list], { fields: new Map(Object.entries({ grouper, list })) }));
};

const pairs: Work = ({ input, reading }) => {
  hint(input, "object");
  return listOf(membersOf([typed("string"), valuesOf(input, reading)]));
};

const mapped: Work = (use) => {
  const { input, call, flow, reading } = use;
  const isSome = hasOnlySome(input);
  hint(input, "array");
  if (keyword(call, "attribute") !== undefined) {
    const fallback = keyword(call, "default");
    const value = attribute(use, 0, fallback === undefined ? use.mode : "guard") ?? unknown;
    return listOf(
      either(value, fallback === undefined ? value : reading.read(fallback, flow, "quiet")),
      isSome,
    );
  }
  const [first, ...args] = call.args;
  const [name, ...more] = textsIn(first, use) ?? [];
  if (name === undefined || more.length > 0) {
    reading.useArguments(call, flow);
    markWhole(input);
    return unknown;
  }
  const items = itemsOf(input);
  markRead(items, "quiet", flow.region);
  const inner = { ...use, name, input: items, call: { ...call, args } };
  return listOf(apply(workOf(name, reading), inner), isSome);
};

const joined: Work = (use) => {
  hint(use.input, "array");
  useItems(use, 1);
  return typed("string");
};

const summed: Work = (use) => {
  hint(use.input, "array");
  const value = useItems(use, 0);
  const start = argument(use.call, "start", 1);
  if (start === undefined) {
    markRead(value, "quiet", use.flow.region);
    markWhole(value);
    hint(value, "number");
    return typed("number");
  }
  hint(value, typeOf(use.reading.look(start, use.flow)));
  return listOf(itemsOf(value));
};

/** Whether `default` also stands for what is there and not true. */
function isForFalse(call: Arguments): boolean {
  return argument(call, "boolean", 1) !== undefined;
}

const withDefault: Work = ({ input, call, flow, reading }) => {
  const fallback = argument(call, "default_value", 0);
  // The value that stands for another is used only where that is.
  const other = fallback === undefined ? typed("string") : reading.read(fallback, maybe(flow), "quiet");
  return either(input, other);
};

const ofAttribute: Work = (use) => {
  const { call, input, mode, flow } = use;
  const node = argument(call, "name", 0);
  const texts = textsIn(node, use);
  if (node === undefined || texts === undefined) {
    markWhole(input);
    return unknown;
  }
  const value = either(...texts.map((name) => keyOf(input, name)));
  markOrigin(value, node, flow);
  markRead(value, mode, flow.region);
  return value;
};

const counted: Work = () => typed("number");

/** A filter that takes values of one type, and what it gives. */
const from =
  (type: "number" | "string" | "object" | undefined, result: "number" | "string"): Work =>
  ({ input }) => {
    markWhole(input);
    hint(input, type);
    return typed(result);
  };

const onText = from("string", "string");
const asText = from(undefined, "string");
const asNumber = from(undefined, "number");

const filters: Readonly<Record<string, Work>> = {
  abs: from("number", "number"),
  attr: ofAttribute,
  batch: inGroups,
  capitalize: onText,
  center: onText,
  count: counted,
  d: withDefault,
  default: withDefault,
  dictsort: pairs,
  e: asText,
  escape: asText,
  filesizeformat: from("number", "string"),
  first: oneItem,
  float: asNumber,
  forceescape: asText,
  format: onText,
  groupby: groupedBy,
  indent: onText,
  int: asNumber,
  items: pairs,
  join: joined,
  last: oneItem,
  length: counted,
  list: sameItems,
  lower: onText,
  map: mapped,
  max: extreme,
  min: extreme,
  pprint: asText,
  random: oneItem,
  reject: someItems(),
  rejectattr: someItems(0, "truth"),
  replace: onText,
  reverse: sameItems,
  round: from("number", "number"),
  safe: asText,
  select: someItems(),
  selectattr: someItems(0, "truth"),
  slice: inGroups,
  sort: sorted,
  string: asText,
  striptags: onText,
  sum: summed,
  title: onText,
  tojson: asText,
  trim: onText,
  truncate: onText,
  unique: someItems(1),
  upper: onText,
  urlencode: asText,
  urlize: onText,
  wordcount: from("string", "number"),
  wordwrap: onText,
  xmlattr: from("object", "string"),
};
