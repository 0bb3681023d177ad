/** Sizes of results: hosts and models cannot take long ones. */

export { CONTENT_BYTES, getPageBytes, measureBytes, measureItem, RESULT_BYTES } from "./bytes.ts";
export { cutText, takePart, type TextPart } from "./cut_text.ts";
export { readFittingPage } from "./fitting_page.ts";
