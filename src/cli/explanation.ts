import { printable } from "../errors/source.js";
import type {
  ExplainedFault,
  ExplainedMissing,
  ExplainedOutput,
  ExplainedPlace,
  ExplainedTag,
} from "../index.js";
import { counted } from "./report.js";
import type { Style } from "./style.js";

/** Widest column of source text; what is longer pushes its own line only. */
const widest = 40;

/** What each `{{ }}` printed, a line each. */
export function formatOutputs(outputs: readonly ExplainedOutput[], style: Style): string[] {
  return table(outputs, ({ times, values }) => {
    if (times === 0) return style.dim("not come to");
    const shown = values.map(({ type, value }) =>
      type === "undefined" ? style.yellow(type) : `${style.cyan(type)} ${style.dim(printable(value))}`,
    );
    const more = times > values.length ? [style.dim("…")] : [];
    return `${times > 1 ? `${times} times: ` : ""}${[...shown, ...more].join(", ")}`;
  });
}

/** What was looked up and was not there, a line each. */
export function formatMissing(missing: readonly ExplainedMissing[], style: Style): string[] {
  return table(
    missing,
    ({ why, times }) => `${style.yellow(printable(why))}${times > 1 ? `, ${times} times` : ""}`,
  );
}

/** Which branches of each `if` and `for` ran, a line each. */
export function formatTags(tags: readonly ExplainedTag[], style: Style): string[] {
  const lines = tags.map((tag) => ({ ...tag, source: `${tag.tag} ${tag.source}` }));
  return table(lines, ({ times, rounds, branches }) => {
    if (times === 0) return style.dim("not come to");
    const ran = branches.filter((branch) => branch.times > 0);
    const told = ran.map(({ name, times: count }) =>
      times > 1 ? `${name} ${counted(count, "time")}` : name,
    );
    return [...(rounds === undefined ? [] : [counted(rounds, "round")]), ...told].join(", ");
  });
}

/** Which place in the template printed what is wrong. */
export function formatOrigin({ origin }: ExplainedFault, style: Style): string[] {
  if (origin === undefined) return [];
  const { printed, source } = origin;
  const what = printed === "value" ? `{{ ${source} }}` : source.trim();
  return [`printed by the template at ${placeOf(origin)}: ${style.cyan(printable(what))}`];
}

function placeOf({ template, line, column }: ExplainedPlace): string {
  return `${template === undefined ? "" : `${printable(template)}:`}${line}:${column}`;
}

/** Places in one column, what stands there in the next, and what is told of it. */
function table<Row extends ExplainedPlace>(rows: readonly Row[], tell: (row: Row) => string): string[] {
  const cells = rows.map((row) => [placeOf(row), printable(row.source), tell(row)] as const);
  const [first, second] = [0, 1].map((index) =>
    Math.min(widest, Math.max(0, ...cells.map((cell) => (cell[index] as string).length))),
  ) as [number, number];
  return cells.map(([place, source, told]) =>
    `${place.padEnd(first)}  ${source.padEnd(second)}  ${told}`.trimEnd(),
  );
}
