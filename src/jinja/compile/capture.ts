import type { State } from "../runtime/state.js";
import type { Execute, Signal } from "../runtime/template-code.js";

/**
 * Runs a body whose output is used instead of printed. A `break` or `continue` in the body drops what it
 * printed and goes on to the loop.
 */
export function capture(body: Execute, use: (state: State, printed: string) => void): Execute {
  return (state): Signal => {
    const { render, out } = state;
    const { unprintable } = render;
    state.out = "";
    const signal = body(state);
    const captured = state.out;
    state.out = out;
    if (signal !== undefined) return signal;
    const printed = render.join(captured, unprintable);
    state.meter.reserve(printed.length);
    use(state, printed);
    return undefined;
  };
}
