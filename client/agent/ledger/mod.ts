/** The changes that a run has made, from the results of its calls. */

export { Ledger, NO_ACTION } from "./ledger.ts";
