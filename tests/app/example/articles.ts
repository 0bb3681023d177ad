/** The knowledge base of the example. */

export const ARTICLES = [
  {
    title: "SSO sign-ins fail after a change",
    tags: ["sso", "login"],
    audience: "internal",
    body: `When all sign-ins fail at once, a value differs between us and the provider of the customer.

## Find the difference

1. Ask for the exact message. _Invalid audience_ means that our entity id changed.
2. Compare the fingerprint in **Security**, _Single sign-on_, with the one of the provider.
3. Look for a proxy that caches the metadata:

\`\`\`sh
curl -I https://login.example.com/metadata
\`\`\`

| Provider | Where the value is                 |
| -------- | ---------------------------------- |
| Entra    | _Identifier (Entity ID)_           |
| Okta     | _Audience URI_                     |

> Customers in the EU have another certificate. See [the list of regions](article://regions).
`,
  },
  {
    title: "Refunds",
    tags: ["billing"],
    audience: "public",
    body: "We refund a charge within **14 days** after it. Later, write to billing with the number of the invoice.",
  },
] as const;
