import type { Source, Span } from "../errors/source.js";
import { findText } from "../values/text.js";

/** Something that printed: a `{{ }}`, a piece of the template's own text, or a tag that prints what others made. */
export interface Piece {
  readonly source: Source;
  readonly span: Span;
  /** The template's own text, for pieces of it. */
  readonly data?: string;
  /** Where in the text of its layer it begins and ends. */
  readonly start: number;
  end: number;
  /** The layers that were made while it was worked out, by their numbers. */
  readonly firstLayer: number;
  lastLayer: number;
  /** Where in the rendered text it begins, if it came there. */
  at?: number;
}

/** A text that is put together by itself: that of a template, a block, a macro or a captured body. */
export class Layer {
  /** Whether it is printed only where somebody prints what it was assigned to. */
  readonly isAssigned: boolean;
  readonly pieces: Piece[] = [];
  text = "";
  isPlaced = false;

  constructor(isAssigned: boolean) {
    this.isAssigned = isAssigned;
  }
}

/** Characters that are searched for what was printed elsewhere: where to is a help, and no promise. */
const maxSearched = 20_000_000;

/**
 * Finds where in the rendered text each piece came. What a block, a macro or a captured body made is found again
 * by its text, in what printed it; what a filter has changed is not, and stays with whoever printed it.
 */
export class Placement {
  /** Inner ones behind those around them. */
  readonly placed: Piece[] = [];
  readonly #layers: readonly Layer[];
  readonly #byText = new Map<string, Layer>();
  #left = maxSearched;

  constructor(layers: readonly Layer[], rendered: string) {
    this.#layers = layers;
    for (const layer of layers) if (layer.text !== "") this.#byText.set(layer.text, layer);
    this.#search(rendered, 0, 0, layers.length);
  }

  /** The piece that printed the character at an offset. */
  find(offset: number): Piece | undefined {
    return this.placed.findLast(({ at = 0, start, end }) => at <= offset && offset < at + end - start);
  }

  #search(text: string, at: number, first: number, last: number): void {
    let from = 0;
    for (let index = first; index < last; index += 1) {
      const layer = this.#layers[index] as Layer;
      if (layer.isPlaced || layer.isAssigned || layer.text === "") continue;
      this.#left -= text.length - from;
      if (this.#left < 0) return;
      const found = findText(text, layer.text, from);
      if (found < 0) continue;
      this.#place(layer, at + found);
      from = found + layer.text.length;
    }
    const same = this.#byText.get(text);
    if (same?.isPlaced === false) this.#place(same, at);
  }

  #place(layer: Layer, at: number): void {
    layer.isPlaced = true;
    for (const piece of layer.pieces) {
      piece.at = at + piece.start;
      this.placed.push(piece);
      if (piece.data !== undefined) continue;
      this.#search(layer.text.slice(piece.start, piece.end), piece.at, piece.firstLayer, piece.lastLayer);
    }
  }
}
