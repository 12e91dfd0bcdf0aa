/**
 * Header fields whose values are secrets, by their names in lower case: failure events have `[redacted]` for them. Names
 * with a part such as `token`, `secret` or `api-key` count as well, and whatever the option `redact` names.
 */
export const secretHeaders: readonly string[] = [
  "authorization",
  "proxy-authorization",
  "cookie",
  "set-cookie",
  "x-api-key",
  "x-auth-token",
  "x-gitlab-token",
  "x-hub-signature",
  "x-hub-signature-256",
  "x-shopify-hmac-sha256",
  "x-signature",
  "x-slack-signature",
  "stripe-signature",
  "webhook-signature",
];

const secrets: ReadonlySet<string> = new Set(secretHeaders);

/** Words that, as a part of a header's name, say that its value is a secret. */
const secretWord =
  /(?:^|[-_])(?:authorization|credentials?|hmac|jwt|passw(?:or)?d|secret|signature|token|(?:api|access|functions|subscription)[-_]?key)(?:[-_]|$)/;

/** Whether the value of a header, its name in lower case, must not be in the event of a failure. */
export function isSecretHeader(name: string): boolean {
  return secrets.has(name) || secretWord.test(name);
}
