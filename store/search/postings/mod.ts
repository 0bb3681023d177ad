/**
 * The postings of terms: what they say, and how they are kept.
 *
 * @module
 */

export { type MergedTerm, mergeTerm, type ReadBlock, type TicketChange, toChangedPostings } from "./merge_term.ts";
export {
  changePosting,
  diffPostings,
  FIELD_BITS,
  getChangedLength,
  getComments,
  getFields,
  getLength,
  getOccurrences,
  packText,
  type PostingChange,
  postingChanges,
  type PostingData,
  PRESENT_DATA,
  toCreatingChanges,
  toReplacingChanges,
} from "./posting_data.ts";
export {
  decodePostings,
  encodePostings,
  findIndex,
  findPosting,
  mergePostings,
  NO_POSTINGS,
  type Postings,
  slicePostings,
} from "./postings.ts";
export { type BlockReference, decodeHead, encodeHead, findBlock, NO_HEAD, type TermHead } from "./term_head.ts";
