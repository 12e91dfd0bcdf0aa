import type { Source } from "../../errors/source.js";
import { quoted } from "../../values/print.js";
import { unmetered } from "../../values/value.js";
import { superBlock, TemplateReference } from "../runtime/block-reference.js";
import { TemplateValue } from "../runtime/load.js";
import { State } from "../runtime/state.js";
import type { BlockFunction, TemplateCode } from "../runtime/template-code.js";
import { type Block, nodesIn, type TemplateNode } from "../syntax/nodes.js";
import { Compiler, type CompilerEnvironment, type StatementHandlers } from "./compiler.js";
import { expressionHandlers } from "./expression.js";
import { type Escaping, Frame } from "./frame.js";
import { Symbols } from "./symbols.js";
import { Unit } from "./unit.js";

/** Compiles a parsed template: its top level, and each of its blocks. */
export function compileTree(
  template: TemplateNode,
  source: Source,
  environment: CompilerEnvironment,
  handlers: StatementHandlers,
): TemplateCode {
  const compiler = new Compiler(environment, source, handlers, expressionHandlers, template);
  const escaping: Escaping = { autoescape: environment.autoescapes(source.name), volatile: false };
  const blocks = new Map<string, BlockFunction>();
  const { places } = compiler;
  const nodes = collectBlocks(template, compiler);
  const code: TemplateCode = {
    name: source.name,
    source,
    autoescape: escaping.autoescape,
    blocks,
    root: compileRoot(template, escaping, compiler, () => code),
    span: (place) => ({
      start: places[2 * place] ?? 0,
      end: places[2 * place + 1] ?? 0,
    }),
  };
  for (const node of nodes)
    blocks.set(
      node.name,
      compileBlock(node, escaping, compiler, () => code),
    );
  if (compiler.invalid !== undefined) throw compiler.invalid;
  return code;
}

function collectBlocks(template: TemplateNode, compiler: Compiler): Block[] {
  if (!template.kinds.has("Block")) return [];
  const blocks = new Map<string, Block>();
  for (const node of nodesIn(template)) {
    if (node.kind !== "Block") continue;
    if (blocks.has(node.name)) {
      compiler.fail(`block ${quoted(node.name, unmetered)} defined twice`, node);
    }
    blocks.set(node.name, node);
  }
  return [...blocks.values()];
}

function compileRoot(
  template: TemplateNode,
  escaping: Escaping,
  compiler: Compiler,
  code: () => TemplateCode,
): TemplateCode["root"] {
  const unit = new Unit(undefined);
  const frame = new Frame(new Symbols(undefined, unit), escaping);
  if (template.kinds.has("Extends")) {
    compiler.parentTemplate = unit.unnamed();
    frame.checkOutput = true;
  }
  const usesSelf = compiler.undeclared(template.body, ["self"]).has("self");
  const self = usesSelf ? frame.symbols.parameter("self").slot : undefined;
  compiler.tracker(frame).visitAll(template.body);
  frame.topLevel = true;
  frame.rootLevel = true;
  const enter = compiler.enter(frame);
  const around = compiler.beginUnit();
  const body = compiler.body(template.body, frame);
  const height = compiler.endUnit(around);
  const resolveNames = compiler.resolveNames(frame);
  const parentSlot = compiler.parentTemplate?.slot;
  return (context, render) => {
    const caller = render.enter(code(), height);
    const state = new State(unit.size, undefined, context, render);
    if (self !== undefined) state.slots[self] = new TemplateReference(state);
    resolveNames(state);
    enter?.(state);
    body(state);
    const parent = parentSlot === undefined ? undefined : state.slots[parentSlot];
    if (parent instanceof TemplateValue) state.write(parent.code.root(context, render));
    render.leave(caller);
    return state.out;
  };
}

function compileBlock(
  node: Block,
  escaping: Escaping,
  compiler: Compiler,
  code: () => TemplateCode,
): BlockFunction {
  const { name } = node;
  const unit = new Unit(undefined);
  const frame = new Frame(new Symbols(undefined, unit), escaping);
  const special = compiler.undeclared(node.body, ["self", "super"]);
  const self = special.has("self") ? frame.symbols.parameter("self").slot : undefined;
  const parent = special.has("super") ? frame.symbols.parameter("super").slot : undefined;
  compiler.tracker(frame).visitAll(node.body);
  const enter = compiler.enter(frame);
  const around = compiler.beginUnit();
  const body = compiler.body(node.body, frame);
  const height = compiler.endUnit(around);
  const resolveNames = compiler.resolveNames(frame);
  const block: BlockFunction = {
    name,
    render: (context, render) => {
      const caller = render.enter(code(), height);
      const state = new State(unit.size, undefined, context, render);
      if (self !== undefined) state.slots[self] = new TemplateReference(state);
      if (parent !== undefined) {
        const stack = context.blocks.get(name) ?? [];
        const depth = stack.indexOf(block);
        // A block that is not in its own stack has nothing above it.
        state.slots[parent] = superBlock(name, stack, depth < 0 ? stack.length : depth, state);
      }
      resolveNames(state);
      enter?.(state);
      body(state);
      render.leave(caller);
      return state.out;
    },
  };
  return block;
}
