import { must, type OptionKind, optional, recordOf, shape, text } from "../options.js";

/**
 * The words of a language: plain data, as a gettext catalogue has them.
 * @see https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html
 */
export interface Catalogue {
  /** The name that templates switch to it by, as Python spells it: `de_DE`, `pt_BR`, `eo`. */
  readonly locale: string;
  /**
   * gettext's header for plurals, such as `nplurals=2; plural=(n != 1);`, which is the default. It may have 1,000
   * characters, and parentheses 19 deep.
   * @see https://www.gnu.org/software/gettext/manual/html_node/Plural-forms.html
   */
  readonly pluralForms?: string;
  /**
   * The translations by the English message: a text or, where there are several by number, a list of them.
   * A message with a context has the key `context + "\u0004" + message`. What is missing stays English.
   */
  readonly messages: Readonly<Record<string, string | readonly string[]>>;
}

/** What a catalogue has to be. */
export const catalogueKind: OptionKind = shape({
  locale: text,
  pluralForms: optional(text),
  messages: recordOf(must("text, or a list of texts for those that depend on a number", isMessage)),
});

function isMessage(message: unknown): boolean {
  return [message].flat().every((form) => typeof form === "string");
}
