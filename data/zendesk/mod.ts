/** Import from Zendesk. */

export { openZendesk } from "./source.ts";
