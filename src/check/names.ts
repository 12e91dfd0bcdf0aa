import { didYouMean } from "../errors/similar.js";
import { dictMethods } from "../jinja/builtins/methods/dict.js";
import type { Environment } from "../jinja/environment.js";
import type { Binary, Expression, Getattr, Node, Statement, TemplateNode } from "../jinja/syntax/nodes.js";
import { forEachChild, namesOf } from "../jinja/syntax/nodes.js";
import { namesSetHere } from "./bindings.js";
import type { Findings } from "./finding.js";
import { firstOperand, listed, nameSpan } from "./name-help.js";

/** What the names in a template can mean. */
export interface NameContext {
  readonly environment: Environment;
  /** What every render has beside the globals. */
  readonly variables: readonly string[];
  /** The templates that the host gives. */
  readonly templates: ReadonlySet<string>;
  /** Every name that something in the template gives a meaning to. */
  readonly setNames: ReadonlySet<string>;
  readonly findings: Findings;
}

/** Checks that every filter, test, variable and template that is named exists. */
export function checkNames(template: TemplateNode, context: NameContext): void {
  const scope = new NameScope(undefined, template.body, context);
  scope.visitAll(template.body);
}

const special: readonly string[] = ["self", "super", "loop", "caller", "varargs", "kwargs"];

/** Words of other languages, and what Jinja2 has for them. */
const foreign: ReadonlyMap<string, string> = new Map([
  ["null", "'none', or 'is none'"],
  ["nil", "'none', or 'is none'"],
  ["undefined", "'is undefined', or 'is defined'"],
]);

/** A scope and the names that something in it gives a meaning to, before or after they are read. */
class NameScope {
  readonly #outer: NameScope | undefined;
  readonly #names: Set<string>;
  /** Names that are set here, and whether to parts of the request alone. */
  readonly #requestNames = new Map<string, boolean>();
  readonly #context: NameContext;

  constructor(
    outer: NameScope | undefined,
    body: readonly Node[],
    context: NameContext,
    given: readonly string[] = [],
  ) {
    this.#outer = outer;
    this.#context = context;
    this.#names = new Set([...given, ...namesSetHere(body)]);
  }

  visitAll(nodes: readonly Node[]): void {
    for (const node of nodes) this.#visit(node);
  }

  #visit(node: Node): void {
    const { findings } = this.#context;
    switch (node.kind) {
      case "Name":
        if (node.context === "load") this.#read(node);
        return;
      case "Binary":
        if (this.#isMinusInName(node)) {
          // The rest of a name with several signs is told of, too.
          if (this.#lastName(node.left) === undefined) this.#visit(node.left);
          return;
        }
        break;
      case "Filter":
        this.#checkFilter(node.name, node);
        break;
      case "Test":
        this.#checkTest(node.name, node);
        break;
      case "Getattr":
        this.#checkMethod(node);
        break;
      case "Call":
        // What is called is meant to be a method.
        if (node.node.kind !== "Getattr") break;
        this.#visit(node.node.node);
        for (const argument of [...node.args, ...node.kwargs, node.dynArgs, node.dynKwargs]) {
          if (argument !== undefined) this.#visit(argument);
        }
        return;
      case "Include":
      case "Import":
      case "FromImport":
      case "Extends": {
        const { template } = node;
        const mayMiss = node.kind === "Include" && node.ignoreMissing;
        if (template.kind !== "Const" || typeof template.value !== "string" || mayMiss) break;
        const { value: name } = template;
        const { templates } = this.#context;
        if (!templates.has(name)) {
          findings.add("unknown-template", template.span, {
            message: `The host gives no template called '${name}'`,
            fix: () => didYouMean(name, templates),
          });
        }
        break;
      }
      case "For": {
        this.#visit(node.iter);
        const names = namesOf(node.target);
        const given = [...names, "loop"];
        const requestNames = this.#isMadeOfRequest(node.iter) ? names : [];
        if (node.test !== undefined) this.#inner([node.test], given, requestNames);
        this.#inner(node.body, given, requestNames);
        this.#inner(node.otherwise, ["loop"]);
        return;
      }
      case "Assign":
        for (const name of namesOf(node.target)) this.#set(name, this.#isMadeOfRequest(node.node));
        break;
      case "Macro":
        this.visitAll(node.defaults);
        this.#inner(node.body, [
          ...node.args.map(({ name }) => name),
          "caller",
          "varargs",
          "kwargs",
          node.name,
        ]);
        return;
      case "CallBlock":
        this.#visit(node.call);
        this.visitAll(node.defaults);
        this.#inner(
          node.body,
          node.args.map(({ name }) => name),
        );
        return;
      case "With":
        this.visitAll(node.values);
        this.#inner(
          node.body,
          node.targets.flatMap(namesOf),
          node.targets.flatMap((target, index) =>
            this.#isMadeOfRequest(node.values[index] as Expression) ? namesOf(target) : [],
          ),
        );
        return;
      case "FilterBlock":
        this.#visit(node.filter);
        this.#inner(node.body, []);
        return;
      case "AssignBlock":
        if (node.filter !== undefined) this.#visit(node.filter);
        this.#inner(node.body, []);
        return;
      case "Block":
        this.#inner(node.body, ["self", "super"]);
        return;
      default:
    }
    forEachChild(node, (child) => this.#visit(child));
  }

  #inner(
    body: readonly (Statement | Expression)[],
    given: readonly string[],
    requestNames: readonly string[] = [],
  ): void {
    const scope = new NameScope(this, body, this.#context, given);
    for (const name of requestNames) scope.#set(name, true);
    scope.visitAll(body);
  }

  #set(name: string, isOfRequest: boolean): void {
    this.#requestNames.set(name, isOfRequest && this.#requestNames.get(name) !== false);
  }

  /** Whether it is a part of the request. */
  #isOfRequest(node: Expression): boolean {
    if (node.kind === "Getattr" || node.kind === "Getitem") return this.#isOfRequest(node.node);
    return node.kind === "Name" && this.#isRequestName(node.name);
  }

  /** Whether it is a part of the request, or made of one. */
  #isMadeOfRequest(node: Expression): boolean {
    return this.#isOfRequest(firstOperand(node));
  }

  #isRequestName(name: string): boolean {
    if (this.#names.has(name)) return this.#requestNames.get(name) === true;
    return this.#outer === undefined
      ? name === "body" || name === "headers"
      : this.#outer.#isRequestName(name);
  }

  /** The attribute that an expression ends in, if it is one of the request's. */
  #lastName(node: Expression): Getattr | undefined {
    if (node.kind === "Binary" && node.operator === "sub") return this.#lastName(node.left);
    return node.kind === "Getattr" && this.#isOfRequest(node.node) ? node : undefined;
  }

  #knows(name: string): boolean {
    if (this.#names.has(name)) return true;
    if (this.#outer !== undefined) return this.#outer.#knows(name);
    const { environment, variables } = this.#context;
    return variables.includes(name) || environment.globals.has(name) || name === "self";
  }

  #read(node: Extract<Node, { kind: "Name" }>): void {
    const { name, span } = node;
    const { variables, findings } = this.#context;
    if (this.#knows(name) || findings.isFull) return;
    if (name === "loop") {
      findings.add("unknown-variable", span, { message: "'loop' is there in loops only" });
      return;
    }
    if (this.#context.setNames.has(name)) {
      findings.add("unknown-variable", span, {
        message: `'${name}' is set in an inner scope only, and its value is lost where that ends`,
        fix: `{% set ns = namespace(${name}=…) %} before, and ns.${name}`,
      });
      return;
    }
    const known = () => [...variables, ...this.#visible(), ...this.#context.environment.globals.keys()];
    const isField = ["event", "payload", "request", "data", "json", "query", "params"].includes(name);
    findings.add("unknown-variable", span, {
      message: `There is no variable '${name}'; a template sees ${listed(variables)}`,
      fix: () =>
        foreign.get(name) ??
        didYouMean(name, known()) ??
        (isField ? `body.${name}, if it is in the body` : undefined),
    });
  }

  #visible(): string[] {
    const outside = this.#outer === undefined ? [] : this.#outer.#visible();
    return [...this.#names, ...outside].filter((name) => !special.includes(name));
  }

  /** `body.friendly-name`: the right side is no variable, the left side ends in an attribute. */
  #isMinusInName({ operator, left, right }: Binary): boolean {
    const name = firstOperand(right);
    const attribute = this.#lastName(left);
    if (operator !== "sub" || name.kind !== "Name" || this.#knows(name.name) || attribute === undefined) {
      return false;
    }
    const { findings } = this.#context;
    const key = findings.text({
      start: attribute.span.end - attribute.attribute.length,
      end: name.span.end,
    });
    if (!/^[\w-]+$/.test(key)) return false;
    const owner = findings.text(attribute.node.span);
    findings.add(
      "minus-in-name",
      { start: attribute.span.start, end: name.span.end },
      {
        message: `'${owner}.${key}' subtracts '${name.name}' from '${owner}.${key.slice(0, -name.name.length - 1)}'`,
        fix: `${owner}['${key}']`,
      },
    );
    return true;
  }

  /** `body.items` is a method of every dict. */
  #checkMethod(node: Getattr): void {
    if (!dictMethods.has(node.attribute) || !this.#isOfRequest(node.node)) return;
    const { findings } = this.#context;
    findings.add("method-name", node.span, {
      message: `'${findings.text(node.span)}' is a method of the dict, not its key '${node.attribute}'`,
      fix: `${findings.text(node.node.span)}['${node.attribute}']`,
    });
  }

  #checkFilter(name: string, node: Node): void {
    const { environment, findings } = this.#context;
    if (environment.filter(name) !== undefined) return;
    findings.add("unknown-filter", nameSpan(node, name, findings), {
      message: `There is no filter called '${name}'`,
      fix: () => didYouMean(name, environment.filterNames()),
    });
  }

  #checkTest(name: string, node: Node): void {
    const { environment, findings } = this.#context;
    if (environment.test(name) !== undefined) return;
    findings.add("unknown-test", nameSpan(node, name, findings), {
      message: `There is no test called '${name}'`,
      fix: () => didYouMean(name, environment.testNames()),
    });
  }
}
