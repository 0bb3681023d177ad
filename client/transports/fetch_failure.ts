/** Why an address can't be reached, and what to do about it. */

/** What the runtime's libraries say, what it means where only their authors understand that, and the way out. */
const EXPLANATIONS: readonly { said: RegExp; meant?: string; wayOut: string }[] = [
  {
    said: /UnknownIssuer/,
    meant: "nobody known here has signed its certificate",
    wayOut: "DENO_CERT names the file of an authority to trust, DENO_TLS_CA_STORE=system those of this machine",
  },
  {
    said: /CaUsedAsEndEntity/,
    meant: "its certificate is one for signing others",
    wayOut: "give the server one that an authority has signed",
  },
  { said: /certificate not valid for name/, wayOut: "take a name that its certificate has" },
  {
    said: /InvalidContentType/,
    meant: "it doesn't speak TLS",
    wayOut: "if it is on this machine, or in a network of yours, begin the URL with http://",
  },
  {
    said: /invalid HTTP version parsed/,
    meant: "it doesn't speak plain HTTP",
    wayOut: "begin the URL with https://",
  },
  { said: /^Failed opening CA file/, wayOut: "DENO_CERT names it" },
  { said: /^dns error/, meant: "there is no machine of that name", wayOut: "see whether the URL is right" },
  { said: /refused/, wayOut: "see whether it runs, and whether the URL has its port" },
];

/** Puts what `fetch` threw into words: the reason, and the way out where one is known. */
export function explainFetchError(error: unknown): string {
  const said = getInnermostMessage(error);
  const meaning = EXPLANATIONS.find((meaning) => meaning.said.test(said));
  return meaning === undefined ? said : `${meaning.meant ?? said}; ${meaning.wayOut}`;
}

/** What is over soon where a server starts anew: nobody listens, or whoever did has gone. */
const TEMPORARY = /refused|reset|closed|broken pipe/i;

/** Whether what `fetch` threw may well be over in a moment; an address that is wrong stays so. */
export function isTemporary(error: unknown): boolean {
  return TEMPORARY.test(getInnermostMessage(error));
}

/** Whether what `fetch` threw means that nobody took the request. */
export function isConnectionRefused(error: unknown): boolean {
  return /refused/i.test(getInnermostMessage(error));
}

/** The innermost part of what the runtime says, which is the reason. */
function getInnermostMessage(error: unknown): string {
  if (error instanceof Error && error.cause instanceof Error) return getInnermostMessage(error.cause);
  const message = error instanceof Error ? error.message : String(error);
  return message.replace(
    /^error sending request (?:from \S+ )?for (?:url \(\S*\)|\S+ \(\S*\)): (client error \(\w+\): )?/,
    "",
  );
}
