/** Sizes of results: hosts and models cannot take long ones. */

export { CONTENT_BYTES, estimateTokens, getPageBytes, measureBytes, measureItem, RESULT_BYTES } from "./bytes.ts";
export {
  type CutText,
  cutText,
  formatTruncated,
  listTruncated,
  takePart,
  type TextPart,
  type Truncated,
} from "./cut_text.ts";
export { type ItemForms, readFittingPage } from "./fitting_page.ts";
