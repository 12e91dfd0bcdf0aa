import type { Expression } from "../jinja/syntax/nodes.js";

/**
 * Where the JSON has what a `{{ }}` prints: between quotes, as a value, as a key; `raw` is text of the template
 * itself.
 */
export type Position = "content" | "value" | "key" | "raw";

const spelled: Record<Position, string> = {
  content: "between quotes",
  value: "as a value",
  key: "as a key",
  raw: "as text of the template",
};

/** The position of every `{{ }}` that was come to. */
export class Positions {
  readonly #positions = new Map<Expression, Position>();

  /** Notes a position; tells of the one that was noted before, if that was another. */
  record(part: Expression, position: Position): string | undefined {
    const known = this.#positions.get(part);
    if (known === undefined) this.#positions.set(part, position);
    return known === undefined || known === position ? undefined : this.spell(known);
  }

  get(part: Expression): Position | undefined {
    return this.#positions.get(part);
  }

  spell(position: Position): string {
    return spelled[position];
  }
}
