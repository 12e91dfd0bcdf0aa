/** The characters of a slug: those that no URL has to escape. */
const pattern = /^[A-Za-z0-9_-]+$/;

/** Whether a text can be a slug. */
export function isSlug(text: string): boolean {
  return pattern.test(text);
}

/**
 * Makes a slug that nobody can guess: 16 random bytes of the platform's Web Crypto, as 22 characters of
 * base64url (RFC 4648, 5), as Prefect Cloud's are. Whoever knows a slug can send to its webhook, so it is a
 * secret like a key. Throws nothing where the platform has Web Crypto.
 *
 * @returns 22 characters, each of 64 that URLs take as they are (RFC 3986, 2.3)
 *
 * @example createWebhook({ id, name: "Orders", template, slug: generateSlug() })
 */
export function generateSlug(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}
