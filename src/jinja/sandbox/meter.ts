import { HookloomError } from "../../errors/error.js";
import type { Limits } from "../../limits.js";
import type { Budget } from "../../values/value.js";

/** How much fuel is burnt between two looks at the clock: well under a millisecond's worth. */
const fuelPerLook = 8192;

/** What is built even where there is no limit: more than JavaScript's longest text, and little enough to count. */
const mostBytes = 2 ** 30;

/** Calls of JavaScript that a call in a template makes before it comes to the called code. */
const levelsOfCall = 6;

/** Calls of JavaScript that it takes to come to the next item of what is lazy. */
const levelsOfStep = 5;

/**
 * The budget of one render, shared by everything in it: macros, blocks, includes, filters, methods,
 * operators and printing. All of them pay before they work or grow.
 */
export class Meter implements Budget {
  readonly limits: Limits;
  #fuel: number;
  /** The fuel level below which somebody has to look: at the clock, or at an empty tank. */
  #alarm: number;
  #allocated = 0;
  /** How many bytes may be built in all. */
  readonly #room: number;
  #depth = 0;
  /** Closures inside one another, through all calls: what the platform's stack has to hold. */
  #levels = 0;
  /** Set at the first look, so that a short render never asks for the time. */
  #deadline: number | undefined;

  constructor(limits: Limits) {
    this.limits = limits;
    this.#room = Math.min(limits.allocation, mostBytes);
    // Finite, so that the clock is looked at even where fuel has no limit.
    this.#fuel = Math.min(limits.fuel, Number.MAX_SAFE_INTEGER);
    this.#alarm = Math.max(0, this.#fuel - fuelPerLook);
  }

  /** Fuel burnt so far, in units. */
  get spent(): number {
    return Math.min(this.limits.fuel, Number.MAX_SAFE_INTEGER) - this.#fuel;
  }

  /** Bytes built so far. */
  get allocated(): number {
    return this.#allocated;
  }

  // The comparisons are such that NaN, should one ever come, is past every limit.

  /** @throws HookloomError `fuel_limit` or `time_limit` */
  spend(units: number): void {
    this.#fuel -= units;
    if (!(this.#fuel >= this.#alarm)) this.#look();
  }

  /**
   * Costs fuel, too: a unit for every 64 bytes, one begun included.
   * @throws HookloomError `allocation_limit`, `fuel_limit` or `time_limit`
   */
  reserve(bytes: number): void {
    this.#allocated += bytes;
    if (!(this.#allocated <= this.#room)) {
      throw new HookloomError("allocation_limit", `The render built more than ${this.#room} bytes of data`);
    }
    this.#fuel -= (bytes + 63) >> 6;
    if (!(this.#fuel >= this.#alarm)) this.#look();
  }

  /**
   * Goes one call deeper; `leave` comes back. An error needs no leaving: it ends the render.
   * @param height how deep the closures of what is called are inside one another
   */
  enter(height: number): void {
    this.#depth += 1;
    const { callDepth } = this.limits;
    if (this.#depth > callDepth) {
      throw new HookloomError("depth_limit", `Calls are nested deeper than ${callDepth} levels`);
    }
    this.#deepen(height + levelsOfCall);
  }

  leave(height: number): void {
    this.#depth -= 1;
    this.#levels -= height + levelsOfCall;
  }

  /** Goes deeper without a call of the template's: to an item of what is lazy. `ascend` comes back. */
  descend(): void {
    this.#deepen(levelsOfStep);
  }

  ascend(): void {
    this.#levels -= levelsOfStep;
  }

  #deepen(levels: number): void {
    this.#levels += levels;
    const { stackDepth } = this.limits;
    if (this.#levels > stackDepth) {
      throw new HookloomError(
        "depth_limit",
        `Code is nested deeper than ${stackDepth} levels, calls included`,
      );
    }
  }

  /** Looks at the clock at once, for what takes long and costs little: functions of the host. */
  lookAtClock(): void {
    this.#look();
  }

  #look(): void {
    if (!(this.#fuel >= 0)) {
      throw new HookloomError("fuel_limit", `The render did more than ${this.limits.fuel} units of work`);
    }
    const now = performance.now();
    this.#deadline ??= now + this.limits.renderMilliseconds;
    if (now > this.#deadline) {
      throw new HookloomError(
        "time_limit",
        `The render took longer than ${this.limits.renderMilliseconds} milliseconds`,
      );
    }
    this.#alarm = Math.max(0, this.#fuel - fuelPerLook);
  }
}
