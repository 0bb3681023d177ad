/** Explanations of failed HTTP connections. */

/** Messages of the runtime's libraries, with a clearer wording where they need one, and a remedy. */
const EXPLANATIONS: readonly { message: RegExp; meaning?: string; remedy: string }[] = [
  {
    message: /UnknownIssuer/,
    meaning: "its certificate is signed by an unknown authority",
    remedy:
      "set DENO_CERT to the authority's certificate file, or DENO_TLS_CA_STORE=system to trust the authorities of this machine",
  },
  {
    message: /CaUsedAsEndEntity/,
    meaning: "its certificate is an authority's own certificate",
    remedy: "install a certificate on the server that is signed by that authority",
  },
  { message: /certificate not valid for name/, remedy: "use a host name that the certificate lists" },
  {
    message: /InvalidContentType/,
    meaning: "it does not speak TLS",
    remedy: "use http:// if the server is on this machine or in your own network",
  },
  {
    message: /invalid HTTP version parsed/,
    meaning: "it does not speak plain HTTP",
    remedy: "use https://",
  },
  { message: /^Failed opening CA file/, remedy: "check DENO_CERT" },
  { message: /^dns error/, meaning: "unknown host name", remedy: "check the URL" },
  { message: /refused/, remedy: "check that the server is running and that the URL has the right port" },
];

/** Describes an error of `fetch`: the cause, and a remedy if one is known. */
export function explainFetchError(error: unknown): string {
  const message = getInnermostMessage(error);
  const explanation = EXPLANATIONS.find((candidate) => candidate.message.test(message));
  return explanation === undefined ? message : `${explanation.meaning ?? message}; ${explanation.remedy}`;
}

/** Errors that pass when a server or the network restarts: no listener yet, a listener that has gone, or no way to it. */
const TEMPORARY = /refused|reset|closed|broken pipe|temporary failure in name resolution|unreachable|no route to host/i;

/** Returns whether a retry may succeed. It does not if the address is wrong. */
export function isTemporary(error: unknown): boolean {
  return TEMPORARY.test(getInnermostMessage(error));
}

/** Returns whether the request never reached a server. */
export function isConnectionRefused(error: unknown): boolean {
  return /refused/i.test(getInnermostMessage(error));
}

/** Returns the message of the innermost cause, without the runtime's prefix. */
function getInnermostMessage(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return getInnermostMessage(error.cause);
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(
    /^error sending request (?:from \S+ )?for (?:url \(\S*\)|\S+ \(\S*\)): (client error \(\w+\): )?/,
    "",
  );
}
