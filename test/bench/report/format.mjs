import { caseTitle } from "../cases/cases.mjs";
import { groups } from "../groups/groups.mjs";

/** Nanoseconds as people read them. */
export function duration(nanoseconds) {
  if (nanoseconds < 1e3) return `${digits(nanoseconds)} ns`;
  return nanoseconds < 1e6 ? `${digits(nanoseconds / 1e3)} µs` : `${digits(nanoseconds / 1e6)} ms`;
}

/** A number with three digits that count, at most. */
export function digits(value) {
  if (value >= 100) return Math.round(value).toLocaleString("en-US");
  return value >= 10 ? value.toFixed(1) : value.toFixed(2);
}

export function titleOf(group, name) {
  return groups[group].titleOf?.(name) ?? caseTitle(name);
}

export function variantTitle(group, variant) {
  return groups[group].renderers[variant].title;
}

/**
 * What was measured, by group, case and variant.
 * @returns {[group: string, cases: [name: string, entries: any[]][]][]}
 */
export function arrange({ measured }) {
  return Object.keys(groups).flatMap((group) => {
    const entries = measured.filter((one) => one.group === group);
    const cases = [...new Set(entries.map((one) => one.case))];
    if (cases.length === 0) return [];
    return [[group, cases.map((name) => [name, entries.filter((one) => one.case === name)])]];
  });
}

/** How far the rounds were apart, in parts of the figure. */
export function spread({ rounds, nanoseconds }) {
  return `±${Math.round(((Math.max(...rounds) - Math.min(...rounds)) / 2 / nanoseconds) * 100)} %`;
}
