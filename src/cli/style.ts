import type { Host } from "./host.js";

const codes = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  cyan: [36, 39],
};

/** How text looks on a terminal; without colours, as it is. */
export type Style = Readonly<Record<keyof typeof codes, (text: string) => string>>;

/** The style of an output: `FORCE_COLOR` and `NO_COLOR` decide, then whether it is a terminal. */
export function styleFor(host: Host, stream: "out" | "err"): Style {
  const isOn = wantsColour(host, stream);
  const entries = Object.entries(codes).map(([name, [on, off]]) => [
    name,
    (text: string) => (isOn && text !== "" ? `\u001b[${on}m${text}\u001b[${off}m` : text),
  ]);
  return Object.fromEntries(entries) as Style;
}

function wantsColour({ env, terminal }: Host, stream: "out" | "err"): boolean {
  const force = env.FORCE_COLOR;
  if (force !== undefined && force !== "") return force !== "0" && force !== "false";
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== "") return false;
  return terminal[stream] && env.TERM !== "dumb";
}
