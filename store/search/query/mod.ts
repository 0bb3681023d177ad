/** The query languages for tickets and customers. */

export { type Condition, getRequiredTerms, getTerms, type Query } from "./condition.ts";
export { getCustomerTerms, parseCustomerQuery } from "./customer_query.ts";
export { findNearestMatch } from "./nearest_match.ts";
export { parseQuery } from "./parse_query.ts";
export { type QueryToken, tokenizeQuery } from "./tokens.ts";
export { ALWAYS, intersectPeriods, type Period } from "./period.ts";
