import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { Environment } from "../../src/jinja/index.js";
import { childFields, forEachChild, type Node } from "../../src/jinja/syntax/nodes.js";

setFlagsFromString("--expose-gc");
const collectGarbage = runInNewContext("gc") as () => void;

/** Between them, they have nodes of every kind. */
const sources = [
  "{{ a.b[c](d, e=1, *f, **g)|join(',', attribute='x') }}{{ [1, (2, 3), {'k': v}] }}{{ a[1:n:2] }}",
  "{{ a and b or not c }}{{ a ~ b }}{{ 1 < x <= 2 in y }}{{ -a + +b * 2 }}{{ a is divisibleby(2) }}{{ a if b }}",
  "{% for x, (y, z) in a if x recursive %}{{ loop(y) }}{% break %}{% continue %}{% else %}-{% endfor %}",
  "{% for x in a if x %}{{ x }}{% else %}-{% endfor %}{% if a %}1{% elif b %}2{% else %}3{% endif %}",
  "{% macro m(a, b=1) %}{{ caller() }}{{ varargs }}{{ kwargs }}{% endmacro %}{% call(x) m(1) %}{{ x }}{% endcall %}",
  "{% set a, b = c %}{% set n = namespace() %}{% set n.x = 1 %}{% set d | upper %}x{% endset %}{% set e %}y{% endset %}",
  "{% with a = 1, b = 2 %}{{ a }}{% endwith %}{% filter upper %}x{% endfilter %}{% autoescape c %}{{ a }}{% endautoescape %}",
  "{% extends 'p' %}{% block b scoped %}{{ super() }}{{ self.b() }}{% endblock %}",
  "{% include 'p' %}{% include 'p' without context %}{% import 'p' as q %}{% from 'p' import r, s as t %}",
  "{% do a.b() %}{% debug %}{% print a, b %}{{ a|default(b|replace(c, d)) }}{{ x|map('upper')|list }}",
];

/** A compiled template, and each node of the tree that it was made of. */
function compile(environment: Environment, text: string) {
  const { tree, source } = environment.parse(text, null);
  const nodes: { kind: Node["kind"]; ref: WeakRef<Node> }[] = [];
  const visit = (node: Node): void => {
    nodes.push({ kind: node.kind, ref: new WeakRef(node) });
    forEachChild(node, visit);
  };
  visit(tree);
  return { template: environment.fromTree(tree, source), nodes };
}

test("a compiled template lets go of the tree that it was made of", async () => {
  const environment = new Environment({
    extensions: ["do", "loopcontrols", "debug"],
    templates: { p: "{% block b %}{% endblock %}{% macro r() %}{% endmacro %}{% macro s() %}{% endmacro %}" },
  });
  const compiled = sources.map((source) => compile(environment, source));
  const kinds = new Set(compiled.flatMap(({ nodes }) => nodes.map(({ kind }) => kind)));
  expect(Object.keys(childFields).filter((kind) => !kinds.has(kind as Node["kind"]))).toEqual([]);
  // What is referred to weakly is kept until the end of the turn in which somebody looked at it.
  await new Promise((resolve) => setTimeout(resolve, 0));
  collectGarbage();
  const held = compiled.map(({ nodes }) => nodes.filter(({ ref }) => ref.deref() !== undefined));
  expect(held.flatMap((nodes, index) => nodes.map(({ kind }) => `${kind} in ${sources[index]}`))).toEqual([]);
  // The templates themselves are still there.
  expect(compiled.every(({ template }) => template.name === null)).toBe(true);
});
