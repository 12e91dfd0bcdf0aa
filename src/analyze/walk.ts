import { loopNumbers } from "../check/loop-place.js";
import { isPlatformLimit } from "../errors/platform.js";
import type { Source } from "../errors/source.js";
import type { Environment } from "../jinja/environment.js";
import {
  type Call,
  type CallBlock,
  defaultOf,
  type Expression,
  type For,
  type If,
  leavesLoop,
  type Macro,
  type MacroParts,
  nodesIn,
  type Statement,
  type Target,
  type TemplateNode,
} from "../jinja/syntax/nodes.js";
import { Expressions } from "./expressions.js";
import { keyword } from "./filters.js";
import {
  either,
  hint,
  itemsOf,
  type Meaning,
  made,
  markRead,
  markWhole,
  memberOf,
  membersOf,
  regionOf,
  textsOf,
  typed,
  unknown,
} from "./meaning.js";
import { Parts, type Region } from "./part.js";
import { placeOf } from "./places.js";
import { type Flow, maybe } from "./reading.js";
import { type MacroMeaning, Scope } from "./scope.js";
import { Visits } from "./visits.js";

/** How often a template with namespaces is walked: so often for what is in lists, and as long as there is more. */
const rounds = { least: 4, most: 32 };

/** A template that was read. */
export interface Parsed {
  readonly tree: TemplateNode;
  readonly source: Source;
}

/** Goes through a template as a render would, but through all branches, and notes what it reads. */
export class Walk {
  readonly parts: Parts;
  readonly expressions: Expressions;
  readonly visits = new Visits();
  /** The templates that it came to, by their names. */
  readonly included = new Map<string, Parsed>();
  readonly #environment: Environment;
  readonly #templates: Readonly<Record<string, string>>;
  /** What always runs. */
  readonly #top = {};
  readonly #called = new Set<MacroParts>();
  readonly #macros = new Map<Macro, MacroMeaning>();
  /** The names at the top of the template that is being walked, which its blocks see. */
  #names = new Scope();
  /** How many parts of the request namespaces hold. */
  #held = 0;

  constructor(
    environment: Environment,
    variables: readonly string[],
    templates: Readonly<Record<string, string>>,
  ) {
    this.#environment = environment;
    this.#templates = templates;
    this.parts = new Parts(variables, this.#top);
    this.expressions = new Expressions(environment, this.visits, (macro, call, flow) => {
      this.#runMacro(macro, call, flow);
    });
  }

  run(parsed: Parsed): void {
    try {
      this.#run(parsed);
    } catch (error) {
      // How deep the platform's stack is, only the platform knows: what lies deeper has not been looked at.
      if (!isPlatformLimit(error)) throw error;
      this.visits.isComplete = false;
    }
  }

  #run({ tree, source }: Parsed): void {
    const scope = new Scope();
    for (const [name, part] of this.parts.roots) scope.set(name, { parts: [part], made: [] });
    // What a namespace is given late in a loop, it has from the next round on.
    const least = Math.min(rounds.least, 1 + nodesIn(tree).filter(({ kind }) => kind === "NSRef").length);
    let held = 0;
    for (let round = 1; round <= least || this.#held > held; round += 1) {
      if (round > rounds.most) {
        this.visits.isComplete = false;
        break;
      }
      held = this.#held;
      this.#template(tree, { scope: new Scope(scope), region: this.#top, source, open: new Set() });
    }
    // A macro that nobody was seen to call may be called all the same.
    for (const [node, macro] of this.#macros) {
      if (!this.#called.has(node)) this.#inMacro(macro, unknown, [], {}, new Set());
    }
  }

  #template(tree: TemplateNode, flow: Flow): void {
    const parents = nodesIn(tree).filter((node) => node.kind === "Extends");
    // What stands around the blocks of a template that extends another is not printed.
    const region = parents.length > 0 ? {} : flow.region;
    const outer = this.#names;
    this.#names = flow.scope;
    this.#body(tree.body, { ...flow, region });
    // Only then does the parent run, and sees what was set.
    for (const { template } of parents) this.#include(template, true, { ...flow, region });
    this.#names = outer;
  }

  #body(nodes: readonly Statement[], flow: Flow): void {
    for (const node of nodes) {
      if (!this.visits.enter()) return;
      this.#visit(node, flow);
      this.visits.leave();
    }
  }

  /** Walks what has names of its own. */
  #inside(nodes: readonly Statement[], flow: Flow): void {
    this.#body(nodes, { ...flow, scope: new Scope(flow.scope) });
  }

  #visit(node: Statement, flow: Flow): void {
    const { expressions } = this;
    const { scope, source } = flow;
    switch (node.kind) {
      case "Output":
        for (const part of node.nodes) if (part.kind !== "TemplateData") expressions.use(part, flow);
        return;
      case "For":
        this.#loop(node, flow);
        return;
      case "If":
        this.#branches(node, flow);
        return;
      case "Macro": {
        const macro = { node, scope, source };
        this.#macros.set(node, macro);
        scope.set(node.name, made({ macro }));
        return;
      }
      case "CallBlock":
        this.#callBlock(node, flow);
        return;
      case "FilterBlock":
        this.#inside(node.body, flow);
        expressions.filter(node.filter, flow, "plain");
        return;
      case "With": {
        const inner = { ...flow, scope: new Scope(scope) };
        node.targets.forEach((target, index) => {
          const value = node.values[index];
          if (value !== undefined) this.#bind(target, expressions.read(value, flow, "quiet"), inner.scope);
        });
        this.#body(node.body, inner);
        return;
      }
      case "Block":
        this.#inside(node.body, node.scoped ? flow : { ...flow, scope: this.#names });
        return;
      case "Include":
        this.#include(node.template, node.withContext, flow);
        return;
      case "Import":
        scope.set(node.target, made({ fields: this.#module(node.template, node.withContext, flow) }));
        return;
      case "FromImport": {
        const names = this.#module(node.template, node.withContext, flow);
        this.visits.count += node.names.length;
        for (const { name, alias } of node.names) scope.set(alias, names.get(name) ?? unknown);
        return;
      }
      case "Assign":
        this.#bind(node.target, expressions.read(node.node, flow, "quiet"), scope);
        return;
      case "AssignBlock":
        this.#inside(node.body, flow);
        if (node.filter !== undefined) expressions.filter(node.filter, flow, "plain");
        this.#bind(node.target, typed("string"), scope);
        return;
      case "Autoescape":
        expressions.condition(node.enabled, flow);
        this.#body(node.body, flow);
        return;
      case "ExprStmt":
        expressions.use(node.node, flow, "quiet");
        return;
      case "Debug":
        // It prints all variables.
        for (const part of this.parts.roots.values()) {
          part.origin ??= placeOf(node, flow);
          part.markWhole();
        }
        return;
      case "Break":
      case "Continue":
      case "Extends":
        return;
      default:
        // What is not walked would be taken to read nothing.
        node satisfies never;
    }
  }

  #loop({ iter, target, test, body, otherwise }: For, flow: Flow): void {
    const list = this.expressions.read(iter, flow);
    hint(list, "array");
    const items = itemsOf(list);
    const inner = { ...flow, region: regionOf(list, flow.region), scope: new Scope(flow.scope) };
    inner.scope.set("loop", loopOf(items));
    this.#bind(target, items, inner.scope);
    if (test !== undefined) this.expressions.condition(test, inner);
    const isLeft = body.some(leavesLoop);
    this.#body(body, test !== undefined || isLeft ? maybe(inner) : inner);
    this.#inside(otherwise, maybe(flow));
  }

  #branches({ branches, otherwise }: If, flow: Flow): void {
    const ends = [...branches, { test: undefined, body: otherwise }].map(({ test, body }, index) => {
      if (test !== undefined) this.expressions.condition(test, index === 0 ? flow : maybe(flow));
      const scope = new Scope(flow.scope);
      this.#body(body, { ...maybe(flow), scope });
      return scope;
    });
    // What is set in one branch is looked for in all.
    this.visits.count += (ends.length ** 2) >> 3;
    flow.scope.join(ends);
  }

  /** Gives names their meanings. */
  #bind(target: Target, value: Meaning, scope: Scope): void {
    if (target.kind === "Tuple") {
      markRead(value, "quiet", {});
      hint(value, "array");
      this.visits.count += target.items.length;
      target.items.forEach((item, index) => {
        this.#bind(item as Target, memberOf(value, index), scope);
      });
    } else if (target.kind === "NSRef") {
      for (const { fields, isWhole } of scope.get(target.name)?.made ?? []) {
        const before = fields?.get(target.attribute) ?? unknown;
        const after = either(before, value);
        fields?.set(target.attribute, after);
        this.#held += after.parts.length - before.parts.length;
        if (isWhole === true) markWhole(value);
      }
    } else scope.set(target.name, value);
  }

  #callBlock(node: CallBlock, flow: Flow): void {
    const { call } = node;
    const { scope, source, open } = flow;
    const caller = { node, scope, source, open };
    const macros = this.expressions.look(call.node, flow).made.map(({ macro }) => macro);
    const [macro] = macros;
    if (macro !== undefined && macros.length === 1) this.#runMacro(macro, call, flow, caller);
    else {
      this.expressions.use(call, flow);
      this.#inMacro(caller, unknown, [], {}, open);
    }
  }

  #runMacro(macro: MacroMeaning, call: Call, flow: Flow, caller?: MacroMeaning): void {
    const { args } = macro.node;
    // Each is looked for among all others.
    this.visits.count += call.kwargs.length * (args.length >> 6);
    const values = args.map(({ name }, index) => {
      const given = call.args[index] ?? keyword(call, name);
      return given === undefined ? undefined : this.expressions.read(given, flow, "quiet");
    });
    // What a macro has no parameters for is in its varargs and kwargs.
    const kwargs = call.kwargs.filter(({ key }) => !args.some(({ name }) => name === key));
    this.expressions.useArguments({ ...call, args: call.args.slice(args.length), kwargs }, flow);
    const body = caller === undefined ? unknown : made({ macro: caller });
    this.#inMacro(macro, body, values, flow.region, flow.open);
  }

  #inMacro(
    { node, scope, source, open: own }: MacroMeaning,
    caller: Meaning,
    values: readonly (Meaning | undefined)[],
    region: Region,
    around: Flow["open"],
  ): void {
    this.#called.add(node);
    const open = own ?? around;
    this.visits.count += node.args.length + open.size;
    if (open.has(node)) {
      // What a macro does with a part of its argument, it does with parts of that.
      for (const value of values) if (value !== undefined) markWhole(value);
      return;
    }
    const flow = { scope: new Scope(scope), region, source, open: new Set([...open, node]) };
    flow.scope.set("caller", caller);
    node.args.forEach((arg, index) => {
      const fallback = defaultOf(node, index);
      const value = fallback === undefined ? unknown : this.expressions.read(fallback, flow, "quiet");
      flow.scope.set(arg.name, values[index] ?? value);
    });
    this.#body(node.body, flow);
  }

  #include(template: Expression, withContext: boolean, flow: Flow): void {
    for (const name of this.#named(template, flow)) {
      const scope = new Scope(withContext ? flow.scope : undefined);
      this.#inTemplate(name, { ...flow, scope, region: template.kind === "Const" ? flow.region : {} });
    }
  }

  /** The names that a template has when it has run. */
  #module(template: Expression, withContext: boolean, flow: Flow): Map<string, Meaning> {
    const scope = new Scope(withContext ? flow.scope : undefined);
    for (const name of this.#named(template, flow)) this.#inTemplate(name, { ...flow, scope });
    return scope.own;
  }

  /** The templates that an expression can name. */
  #named(template: Expression, flow: Flow): string[] {
    const value = this.expressions.use(template, flow);
    const names = textsOf(value) ?? textsOf(itemsOf(value));
    if (names === undefined) this.visits.isComplete = false;
    return names ?? [];
  }

  #inTemplate(name: string, flow: Flow): void {
    if (flow.open.has(name)) return;
    if (!Object.hasOwn(this.#templates, name)) {
      this.visits.isComplete = false;
      return;
    }
    const known = this.included.get(name);
    const parsed = known ?? this.#environment.parse(this.#templates[name] as string, name);
    this.included.set(name, parsed);
    this.#template(parsed.tree, { ...flow, source: parsed.source, open: new Set([...flow.open, name]) });
  }
}

/** What `loop` is while a list is gone through. */
function loopOf(items: Meaning): Meaning {
  const neighbour = either(items, unknown);
  return made({
    items: membersOf([items, unknown]),
    fields: new Map([
      ...[...loopNumbers].map((name) => [name, typed("number")] as const),
      ["previtem", neighbour],
      ["nextitem", neighbour],
    ]),
  });
}
