import { forEachChild, type Node } from "./nodes.js";

/** What there is to know about a whole tree, so that nobody has to search it for what is not there. */
export interface Survey {
  readonly kinds: ReadonlySet<Node["kind"]>;
  readonly names: ReadonlySet<string>;
  /** A node that is deeper in the tree than allowed, if there is one: nothing below it has been looked at. */
  readonly tooDeep: Node | undefined;
}

/**
 * Looks at every node once.
 * @param depth how many levels the tree may have
 */
export function survey(nodes: readonly Node[], depth: number): Survey {
  const kinds = new Set<Node["kind"]>();
  const names = new Set<string>();
  let tooDeep: Node | undefined;
  let left = depth;
  const visit = (node: Node): void => {
    if (left === 0) {
      tooDeep ??= node;
      return;
    }
    left -= 1;
    kinds.add(node.kind);
    if (node.kind === "Name") names.add(node.name);
    else forEachChild(node, visit);
    left += 1;
  };
  for (const node of nodes) visit(node);
  return { kinds, names, tooDeep };
}
