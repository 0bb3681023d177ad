/** The query languages for tickets, customers and articles. */

export { parseArticleQuery } from "./article_query.ts";
export { type Expression, listLeaves, listWords, type Query, type WordExpression } from "./expression.ts";
export { getCustomerTerms, parseCustomerQuery } from "./customer_query.ts";
export { findNearestMatch } from "./nearest_match.ts";
export { parseQuery } from "./parse_query.ts";
export { type QueryToken, tokenizeQuery } from "./tokens.ts";
export { ALWAYS, intersectPeriods, type Period } from "./period.ts";
