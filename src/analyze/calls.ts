import { isBuiltin } from "../check/builtins.js";
import type { Call, Getattr } from "../jinja/syntax/nodes.js";
import {
  either,
  hint,
  keyOf,
  listOf,
  type Meaning,
  type Mode,
  made,
  markOrigin,
  markRead,
  markWhole,
  membersOf,
  textsOf,
  typed,
  unknown,
  valuesOf,
} from "./meaning.js";
import { isDictMethod, isTextMethod } from "./methods.js";
import { type Flow, maybe, type Reading } from "./reading.js";

/** Works out what a call means. */
export function readCall(node: Call, flow: Flow, mode: Mode, reading: Reading): Meaning {
  const called = node.node;
  if (called.kind === "Getattr") return readMethod(node, called, flow, mode, reading);
  const value = reading.use(called, flow, "quiet");
  if (called.kind !== "Name" || flow.scope.get(called.name) !== undefined) {
    return callValue(value, node, flow, reading);
  }
  const name = isBuiltin("global", called.name, reading.environment) ? called.name : undefined;
  if (name === "dict" || name === "namespace") return readFields(name, node, flow, reading);
  reading.useArguments(node, flow);
  if (name !== "range") return unknown;
  for (const argument of node.args) hint(reading.look(argument, flow), "number");
  return listOf(typed("number"));
}

/** Calls a value that may be a macro. */
function callValue(value: Meaning, node: Call, flow: Flow, reading: Reading): Meaning {
  const macros = value.made.map(({ macro }) => macro).filter((macro) => macro !== undefined);
  const isSure = macros.length === value.parts.length + value.made.length && macros.length === 1;
  for (const macro of macros) reading.runMacro(macro, node, isSure ? flow : maybe(flow));
  if (isSure) return typed("string");
  reading.useArguments(node, flow);
  return unknown;
}

/** `dict(a=1)` and `namespace(a=1)` */
function readFields(name: "dict" | "namespace", node: Call, flow: Flow, reading: Reading): Meaning {
  const given = node.args.map((argument) => reading.read(argument, flow, "quiet"));
  for (const more of [node.dynArgs, node.dynKwargs]) if (more !== undefined) reading.use(more, flow);
  const fields = new Map(
    node.kwargs.map(({ key, value }) => [key, reading.read(value, flow, "quiet")] as const),
  );
  const values = given.length > 0 ? { values: valuesOf(either(...given), reading) } : {};
  if (name === "dict") return either(...given, made({ type: "object", fields }));
  const known = reading.namespaces.get(node);
  if (known === undefined) {
    const namespace = { fields, ...values };
    reading.namespaces.set(node, namespace);
    return made(namespace);
  }
  for (const [key, value] of fields) known.fields?.set(key, either(known.fields.get(key) ?? unknown, value));
  return made(known);
}

const lists: ReadonlySet<string> = new Set(["split", "rsplit", "splitlines", "partition", "rpartition"]);
const numbers: ReadonlySet<string> = new Set(["count", "find", "index", "rfind", "rindex"]);

function readMethod(node: Call, called: Getattr, flow: Flow, mode: Mode, reading: Reading): Meaning {
  const { attribute: name } = called;
  const holder = reading.look(called.node, flow);
  if (holder.made.some(({ fields }) => fields?.has(name) === true)) {
    return callValue(keyOf(holder, name), node, flow, reading);
  }
  if (isDictMethod(name)) return readDictMethod(name, holder, node, flow, mode, reading);
  markRead(holder, mode, flow.region);
  markWhole(holder);
  reading.useArguments(node, flow);
  if (isTextMethod(name)) hint(holder, "string");
  if (numbers.has(name)) return typed("number");
  if (lists.has(name)) return listOf(typed("string"));
  return isTextMethod(name) && !/^(?:is|starts|ends)/.test(name) ? typed("string") : unknown;
}

function readDictMethod(
  name: string,
  holder: Meaning,
  node: Call,
  flow: Flow,
  mode: Mode,
  reading: Reading,
): Meaning {
  const [key, fallback] = node.args;
  if (name === "get" && key !== undefined) {
    const names = textsOf(reading.use(key, flow));
    const found =
      names === undefined ? valuesOf(holder, reading) : either(...names.map((each) => keyOf(holder, each)));
    markOrigin(found, node, flow);
    markRead(found, "guard", flow.region);
    return either(found, fallback === undefined ? unknown : reading.read(fallback, flow, "quiet"));
  }
  reading.useArguments(node, flow);
  markRead(holder, mode, flow.region);
  hint(holder, "object");
  switch (name) {
    case "items":
      return listOf(membersOf([typed("string"), valuesOf(holder, reading)]));
    case "keys":
      return listOf(typed("string"));
    case "values":
      return listOf(valuesOf(holder, reading));
    case "copy":
      return holder;
    default:
      markWhole(holder);
      return unknown;
  }
}
