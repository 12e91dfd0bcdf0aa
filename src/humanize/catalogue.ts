import { HookloomError } from "../errors/error.js";

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

/**
 * Checks what the host gave.
 * @throws HookloomError `option_invalid` for what is no catalogue
 */
export function checkCatalogue(catalogue: Catalogue): Catalogue {
  const { locale, pluralForms, messages } = catalogue ?? {};
  const isValid =
    typeof locale === "string" &&
    (pluralForms === undefined || typeof pluralForms === "string") &&
    typeof messages === "object" &&
    messages !== null &&
    Object.values(messages).every(isMessage);
  if (isValid) return catalogue;
  throw new HookloomError("option_invalid", "A catalogue is { locale, pluralForms?, messages }", {
    help: "Messages are texts, or lists of texts for those that depend on a number.",
  });
}

function isMessage(message: unknown): boolean {
  return (
    typeof message === "string" ||
    (Array.isArray(message) && message.every((form) => typeof form === "string"))
  );
}
