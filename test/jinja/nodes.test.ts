import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isHookloomError } from "../../src/errors/error.js";
import { Environment } from "../../src/jinja/index.js";
import { childFields, forEachChild, type Node } from "../../src/jinja/syntax/nodes.js";
import { environmentOptions, readCases } from "../support/jinja-case.js";

const isNode = (value: unknown): value is Node =>
  typeof value === "object" && value !== null && "kind" in value && "span" in value;

test("walking a tree meets every node in every field, in order", () => {
  const met = new Set<string>();
  const walk = (node: Node): void => {
    met.add(node.kind);
    const all = Object.values(node).flat().filter(isNode);
    const children: Node[] = [];
    forEachChild(node, (child) => children.push(child));
    expect(children, `the fields of ${node.kind} in childFields`).toEqual(all);
    for (const child of all) walk(child);
  };
  for (const file of ["wide.json", "features/statements.json", "features/operators.json"]) {
    for (const { source = "", env } of readCases(
      readFileSync(new URL(`../conformance/${file}`, import.meta.url), "utf8"),
    )) {
      try {
        walk(
          new Environment({ ...environmentOptions(env), extensions: ["do", "loopcontrols", "debug"] }).parse(
            source,
            null,
          ).tree,
        );
      } catch (error) {
        if (!isHookloomError(error)) throw error;
      }
    }
  }
  walk(new Environment({ extensions: ["debug"] }).parse("{% debug %}", null).tree);
  const unmet = Object.keys(childFields).filter((kind) => !met.has(kind));
  expect(unmet, "kinds of nodes that none of these templates has").toEqual([]);
});
