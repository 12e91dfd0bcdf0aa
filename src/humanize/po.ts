import PO from "pofile";
import { checkText } from "../options.js";
import type { Catalogue } from "./catalogue.js";
import { contextEnd } from "./language.js";

export type { Catalogue } from "./catalogue.js";

/**
 * Reads a catalogue from the text of a gettext `.po` file, such as those that python-humanize comes with. What
 * is not translated, or marked as fuzzy or obsolete, is left out, as `msgfmt` does. Text that is no such file is a
 * catalogue without messages; the rule for plurals is looked at by `humanize`.
 *
 * @param text the file's text
 * @param locale the name that templates switch to it by, as Python spells it: `it_IT`
 * @returns a catalogue, for `humanize`
 * @throws HookloomError `option_invalid` for anything but texts
 * @see https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
 *
 * @example humanize({ catalogues: [readPo(await readFile("it_IT/LC_MESSAGES/humanize.po", "utf8"), "it_IT")] })
 */
export function readPo(text: string, locale: string): Catalogue {
  checkText("The text of a .po file", text);
  checkText("The name of its locale", locale);
  const { headers, items } = PO.parse(text);
  const messages: [string, string | string[]][] = [];
  for (const { msgctxt, msgid, msgid_plural, msgstr, flags, obsolete } of items) {
    const [first = ""] = msgstr;
    // A flag keeps the blank before it.
    const isFuzzy = Object.keys(flags).some((flag) => flag.trim() === "fuzzy");
    if (first === "" || isFuzzy || obsolete) continue;
    // What an entry does not have is null, whatever its type says.
    const key = typeof msgctxt === "string" ? msgctxt + contextEnd + msgid : msgid;
    const hasForms = typeof msgid_plural === "string";
    messages.push([key, hasForms ? Array.from(msgstr, (form) => form ?? "") : first]);
  }
  const pluralForms = headers["Plural-Forms"] || undefined;
  return {
    locale,
    ...(pluralForms === undefined ? {} : { pluralForms }),
    messages: Object.fromEntries(messages),
  };
}
