/** The parsed form of a query. */

export {
  type Expression,
  type FieldExpression,
  type LinkedExpression,
  listLeaves,
  listOrders,
  listParts,
  listWords,
  type Query,
  requireWords,
  TIME_FIELDS,
  type TimeExpression,
  type TimeField,
  type WordExpression,
} from "./expression.ts";
export { joinWords } from "./join_words.ts";
export { MARKS, toMarkExpression } from "./marks.ts";
export { ALWAYS, intersectPeriods, parsePeriod, type Period } from "./period.ts";
