import { caseTitle } from "../cases/cases.mjs";
import { digits, variantTitle } from "./format.mjs";

const [width, left, bar, gap] = [760, 210, 16, 4];
const colors = { hookloom: "#2563eb", other: "#94a3b8" };

/** A bar chart of a group's times as parts of hookloom's, on a logarithmic scale. */
export function chart(group, title, cases) {
  const parts = [];
  let y = 34;
  const ratios = cases.flatMap(([, entries]) => entries.map((entry) => ratioOf(entry, entries)));
  const [low, high] = [Math.log10(Math.min(0.5, ...ratios) * 0.8), Math.log10(Math.max(2, ...ratios) * 1.3)];
  const x = (ratio) => left + ((Math.log10(ratio) - low) / (high - low)) * (width - left - 70);
  for (const [name, entries] of cases) {
    parts.push(text(8, y + 12, caseTitle(name).replaceAll("`", ""), "font-weight='600'"));
    y += bar + gap;
    for (const entry of entries) {
      const ratio = ratioOf(entry, entries);
      const [from, to] = [Math.min(x(1), x(ratio)), Math.max(x(1), x(ratio))];
      const fill = entry.variant.startsWith("hookloom") ? colors.hookloom : colors.other;
      const label = variantTitle(group, entry.variant);
      parts.push(text(left - 8, y + 12, label, "text-anchor='end'"));
      parts.push(rectangle(from, y, Math.max(2, to - from), fill));
      parts.push(text(to + 6, y + 12, `${digits(ratio)} x`));
      y += bar + gap;
    }
    y += 8;
  }
  const axis = `<line x1="${x(1)}" x2="${x(1)}" y1="28" y2="${y - 8}" stroke="#475569" stroke-dasharray="3 3"/>`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${y}" width="${width}" height="${y}" font-family="system-ui, sans-serif" font-size="12">`,
    `<title>${title}</title>`,
    `<rect width="${width}" height="${y}" fill="#fff"/>`,
    text(8, 20, `${title}: time as parts of hookloom's, logarithmic, less is better`, "font-size='13'"),
    axis,
    ...parts,
    "</svg>",
    "",
  ].join("\n");
}

function ratioOf(entry, entries) {
  const own = entries.find(({ variant }) => variant === "hookloom") ?? entry;
  return entry.nanoseconds / own.nanoseconds;
}

function text(x, y, content, more = "") {
  const safe = content.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  return `<text x="${Math.round(x)}" y="${Math.round(y)}" fill="#0f172a" ${more}>${safe}</text>`;
}

function rectangle(x, y, length, fill) {
  return `<rect x="${x.toFixed(1)}" y="${y}" width="${length.toFixed(1)}" height="${bar}" rx="2" fill="${fill}"/>`;
}
