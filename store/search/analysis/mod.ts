/** Splitting texts into words, and the terms of the index. */

export {
  DEFAULT_LANGUAGE,
  getFunctionWordLanguages,
  type Language,
  listArabicSpellings,
  loadStemmers,
} from "./languages/mod.ts";
export { getArticleContributions, listArticleChanges } from "./article_contributions.ts";
export {
  getContributions,
  listAuthorChanges,
  listCommentChanges,
  listCreationChanges,
  listEditChanges,
  listRecordChanges,
  listTextChanges,
  type TermChange,
  type TicketTexts,
} from "./contributions.ts";
export { fold } from "./fold.ts";
export { hasPhrase, splitUnits } from "./phrase.ts";
export { ARTICLE_PREFIX, articleTerms, describeTerm, isWordTerm, listCustomTexts, splitName, terms } from "./terms.ts";
export { hasWords } from "./pieces.ts";
export { type AnalyzedText, analyzeQueryWords, analyzeSearchedWords, analyzeText, type Token } from "./tokens.ts";
export { type FoundWord, WordFinder } from "./word_finder.ts";
export { cutForm, getSearchedForms, toPlainWord } from "./word_forms.ts";
export { extractWords, foldWord, iterateWords } from "./words.ts";
