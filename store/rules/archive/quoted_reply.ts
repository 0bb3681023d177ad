/** Resolutions of earlier imports from Zendesk, which could quote a customer as the last reply. */

const START = "Solved in Zendesk.";
const QUOTE = `${START} The last reply, by `;

/** Returns the resolution without the quote, if it quotes someone with the address; else the same. */
export function removeQuote(resolution: string, email: string): string {
  const quote = resolution.toLowerCase();
  if (!quote.startsWith(QUOTE.toLowerCase())) return resolution;
  const isQuoted = quote.startsWith(`${email}: `, QUOTE.length) || quote.includes(`<${email}>: `);
  return isQuoted ? START : resolution;
}
