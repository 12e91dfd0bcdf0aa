import { contextEnd } from "../language.js";

/** What ordinals end in without a translation, by their last digit. */
const english = ["th", "st", "nd", "rd", "th", "th", "th", "th", "th", "th"];

/** The endings of ordinals: one for all of a gender, or one for each last digit from 0 to 9. */
type Endings = string | readonly string[];

/** The messages of ordinals as gettext has them: by last digit and gender. */
export function ordinals(male: Endings, female: Endings = male): Record<string, string> {
  const endings = { male, female };
  return Object.fromEntries(
    Object.entries(endings).flatMap(([gender, own]) =>
      english.map((message, digit) => [
        `${digit} (${gender})${contextEnd}${message}`,
        typeof own === "string" ? own : (own[digit] as string),
      ]),
    ),
  );
}
