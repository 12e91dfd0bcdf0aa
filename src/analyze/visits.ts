/** Nodes that are walked; macros are walked for each of their calls, so there is no other bound. */
const maxVisits = 100_000;
/** Nodes inside each other, over macros and templates. */
const maxDepth = 1_000;

/** How far a walk has come. */
export class Visits {
  /** Nodes walked so far, and what was gone through beside them, such as the fields of a dict. */
  count = 0;
  /** Whether all was walked that there is. */
  isComplete = true;
  #depth = 0;

  /** Whether there is still room for one more node; each yes is followed by a {@link leave}. */
  enter(): boolean {
    this.count += 1;
    if (this.count > maxVisits || this.#depth > maxDepth) {
      this.isComplete = false;
      return false;
    }
    this.#depth += 1;
    return true;
  }

  leave(): void {
    this.#depth -= 1;
  }
}
