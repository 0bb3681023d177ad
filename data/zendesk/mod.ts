export { openZendesk } from "./source.ts";
