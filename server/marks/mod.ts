/**
 * Marks around words of customers and of the team, so that a model can tell them from instructions.
 *
 * @module
 */

export {
  markCustomerLine,
  markCustomerLines,
  markCustomerWords,
  MARKS_NOTICE,
  MARKS_RULE,
  markTeamLine,
  markTeamWords,
  removeMarkId,
} from "./marks.ts";
