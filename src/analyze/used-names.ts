import type { Source } from "../errors/source.js";
import {
  type Extends,
  type Filter,
  type FromImport,
  forEachChild,
  type Import,
  type Include,
  type Node,
  type Test,
} from "../jinja/syntax/nodes.js";
import type { TemplateAnalysis, UsedName, UsedTemplate } from "./analysis.js";
import { locateAll, type Place, type Placed, sortBy } from "./places.js";
import type { Parsed } from "./walk.js";

const tags = { Extends: "extends", FromImport: "from", Import: "import", Include: "include" } as const;

type UsedNames = Pick<TemplateAnalysis, "filters" | "tests" | "loops" | "templates">;

/** Looks through templates for the names that they use, and for their loops. */
export function readUsedNames(templates: readonly Parsed[]): UsedNames {
  const found = new Found();
  for (const { tree, source } of templates) found.visit(tree, source, 0);
  const places = locateAll(found.loops);
  const nesting = places.reduce((most, { depth }) => Math.max(most, depth), 0);
  return {
    filters: placesOf(found.filters),
    tests: placesOf(found.tests),
    loops: { count: places.length, nesting, places },
    templates: locateAll(found.templates),
  };
}

/** Names in the order of the alphabet, with their places. */
export function placesOf(names: ReadonlyMap<string, Place>): UsedName[] {
  return sortBy(
    locateAll([...names].map(([name, place]) => ({ ...place, thing: { name } }))),
    ({ name }) => name,
  );
}

class Found {
  readonly filters = new Map<string, Place>();
  readonly tests = new Map<string, Place>();
  readonly loops: Placed<{ depth: number }>[] = [];
  readonly templates: Placed<Pick<UsedTemplate, "tag" | "name">>[] = [];

  visit(node: Node, source: Source, depth: number): void {
    switch (node.kind) {
      case "Filter":
      case "Test":
        this.#visitName(node, source);
        break;
      case "For": {
        this.loops.push({ thing: { depth: depth + 1 }, source, offset: node.span.start });
        this.visit(node.iter, source, depth);
        const repeated = [...node.body, ...(node.test === undefined ? [] : [node.test])];
        for (const inner of repeated) this.visit(inner, source, depth + 1);
        for (const inner of node.otherwise) this.visit(inner, source, depth);
        return;
      }
      case "Extends":
      case "FromImport":
      case "Import":
      case "Include":
        this.#visitTemplate(node, source);
        break;
      default:
    }
    // How often a macro runs is told where it is called.
    const inside = node.kind === "Macro" ? 0 : depth;
    forEachChild(node, (child) => this.visit(child, source, inside));
  }

  #visitName(node: Filter | Test, source: Source): void {
    const names = node.kind === "Filter" ? this.filters : this.tests;
    const offset = nameStart(node.name, node.node, node, source);
    const first = names.get(node.name);
    // What a filter is given is visited after it, and stands before it.
    if (first === undefined || (first.source === source && offset < first.offset)) {
      names.set(node.name, { source, offset });
    }
  }

  #visitTemplate({ kind, template }: Extends | FromImport | Import | Include, source: Source): void {
    const named = template.kind === "Tuple" || template.kind === "List" ? template.items : [template];
    for (const each of named) {
      const name = each.kind === "Const" && typeof each.value === "string" ? { name: each.value } : {};
      this.templates.push({ thing: { tag: tags[kind], ...name }, source, offset: each.span.start });
    }
  }
}

/** Where a filter's or test's own name begins: behind what it is given. */
function nameStart(name: string, before: Node | undefined, { span }: Node, { text }: Source): number {
  const from = before === undefined ? span.start : before.span.end;
  const found = text.indexOf(name, from);
  return found < 0 || found >= span.end ? span.start : found;
}
