import { forEachChild, type Node } from "../jinja/syntax/nodes.js";

/** Characters of a name or text that are looked at in the time of one node. */
const charactersOfNode = 32;

/** How much there is to look at in a node and all below it. */
export class Sizes {
  readonly #known = new Map<Node, number>();

  of(node: Node): number {
    const known = this.#known.get(node);
    if (known !== undefined) return known;
    let size = 0;
    // What a condition is made of is asked again by itself.
    const visit = (at: Node, times: number): void => {
      size += times * ownSize(at);
      const isLogic = at.kind === "Not" || at.kind === "And" || at.kind === "Or";
      forEachChild(at, (child) => {
        // Loops are asked for in loops, too.
        if (child.kind === "For" || child.kind === "With") size += this.of(child);
        else visit(child, isLogic ? times + 1 : 1);
      });
    };
    visit(node, 1);
    this.#known.set(node, size);
    return size;
  }
}

function ownSize(node: Node): number {
  switch (node.kind) {
    case "Name":
      // What is known of a name that is set has to be looked for.
      return (node.context === "load" ? 1 : 4) + Math.floor(node.name.length / charactersOfNode);
    case "Getattr":
    case "NSRef":
      return 1 + Math.floor(node.attribute.length / charactersOfNode);
    case "Keyword":
      return 1 + Math.floor(node.key.length / charactersOfNode);
    case "FromImport":
      return 1 + node.names.length;
    default:
      return 1;
  }
}
