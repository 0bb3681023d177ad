/** The query languages for tickets, customers and articles. */

export { parseArticleQuery } from "./article_query.ts";
export {
  ALWAYS,
  type Expression,
  type FieldExpression,
  intersectPeriods,
  joinWords,
  type LinkedExpression,
  listLeaves,
  listOrders,
  listParts,
  listWords,
  type Period,
  type Query,
  requireWords,
  type TimeExpression,
  type TimeField,
  type WordExpression,
} from "./expression/mod.ts";
export { isAddress, readDomain } from "./customer_words.ts";
export { type FieldFilter, findField, meetsComparison, readFieldFilter } from "./field_filter.ts";
export { type QueryContext, refersToSettings } from "./filters.ts";
export { findIntendedFilter } from "./filter_words.ts";
export { toTicketSort } from "./sort.ts";
export { findView } from "./find_view.ts";
export {
  getCustomerTerms,
  hasCustomerTerms,
  listDomainTerms,
  listSpellings,
  parseCustomerQuery,
} from "./customer_query.ts";
export { findNearestMatch } from "./nearest_match.ts";
export { parseQuery } from "./parse_query.ts";
export { parseTicketNumber } from "./ticket_number.ts";
export { type QueryToken, tokenizeQuery } from "./tokens.ts";
