import { placesIn } from "../../errors/places.js";
import type { Value } from "../../values/value.js";
import type { Compiler } from "../compile/compiler.js";
import { exportName } from "../compile/export.js";
import type { Frame } from "../compile/frame.js";
import type { Variable } from "../compile/unit.js";
import { loadTemplate, makeModule, moduleOf } from "../runtime/load.js";
import type { Module } from "../runtime/module.js";
import type { State } from "../runtime/state.js";
import type { FromImport, Import } from "../syntax/nodes.js";
import { isName } from "../syntax/token-stream.js";
import { localValues } from "./block.js";
import { parseContext } from "./include.js";
import { defineTag } from "./tag.js";

/** `{% import "name" as target with context %}` */
export const importTag = defineTag({
  name: "import",
  parse(parser) {
    const start = parser.advance();
    const template = parser.expression();
    parser.expect("name", "as");
    const target = parser.targetName().name;
    const withContext = parseContext(parser, false);
    return parser.node({ kind: "Import", template, target, withContext, span: parser.spanFrom(start) });
  },
  handlers: {
    Import: {
      track(node, tracker) {
        tracker.visit(node.template);
        tracker.symbols.store(node.target);
      },
      compile(node, frame, compiler) {
        const load = compileImport(node, frame, compiler);
        const { slot } = frame.symbols.find(node.target) as Variable;
        const publish = exportName(node.target, frame, false);
        return (state) => {
          const module = load(state);
          state.slots[slot] = module;
          publish?.(state, module);
          return undefined;
        };
      },
    },
  },
});

/** `{% from "name" import a, b as c with context %}` */
export const fromTag = defineTag({
  name: "from",
  parse(parser) {
    const start = parser.advance();
    const template = parser.expression();
    parser.expect("name", "import");
    const names: { name: string; alias: string }[] = [];
    let withContext: boolean | undefined;
    const readContext = (): boolean => {
      const given = parser.isName("with") || parser.isName("without");
      if (!given || !isName(parser.following, "context")) return false;
      withContext = parseContext(parser, false);
      return true;
    };
    for (;;) {
      if (names.length > 0) parser.expect("comma");
      if (!parser.is("name")) parser.expect("name");
      if (readContext()) break;
      const target = parser.targetName();
      if (target.name.startsWith("_")) {
        parser.fail(
          "names starting with an underline can not be imported",
          target.span,
          "template_assertion",
        );
      }
      const alias = parser.skipIf("name", "as") ? parser.targetName().name : target.name;
      names.push({ name: target.name, alias });
      if (readContext() || !parser.is("comma")) break;
    }
    const span = parser.spanFrom(start);
    return parser.node({ kind: "FromImport", template, names, withContext: withContext ?? false, span });
  },
  handlers: {
    FromImport: {
      track(node, tracker) {
        tracker.visit(node.template);
        for (const { alias } of node.names) tracker.symbols.store(alias);
      },
      compile(node, frame, compiler) {
        const load = compileImport(node, frame, compiler);
        const { source } = compiler;
        const { start } = node.span;
        const where = (): string => {
          const name = source.name === null ? "" : ` in '${source.name}'`;
          return `line ${placesIn(source).line(start)}${name}`;
        };
        const imports = compiler.each(node.names, frame, ({ name, alias }, scope) => ({
          name,
          slot: (scope.symbols.find(alias) as Variable).slot,
          publish: exportName(alias, scope, false),
        }));
        return (state) => {
          const module = load(state);
          for (const { name, slot, publish } of imports) {
            const exported = module.exported(name);
            const value = exported === undefined ? missing(module, name, where(), state) : exported;
            state.slots[slot] = value;
            publish?.(state, value);
          }
          return undefined;
        };
      },
    },
  },
});

function compileImport(
  node: Import | FromImport,
  frame: Frame,
  compiler: Compiler,
): (state: State) => Module {
  const template = compiler.expression(node.template, frame);
  const locals = localValues(frame);
  const place = compiler.place(node.span);
  const { withContext } = node;
  return (state) => {
    const name = template(state);
    state.render.at = place;
    const code = loadTemplate(name, state);
    if (!withContext) return moduleOf(code, state);
    return makeModule(code, state.context.scopesWith(locals(state), state.meter), state.render);
  };
}

function missing(module: Module, name: string, where: string, state: State): Value {
  const hint = `the template ${module.label} (imported on ${where}) does not export the requested name '${name}'`;
  return state.undefined({ hint, name });
}
