/** The differences between languages: scripts, stop words and stemmers. */

export { listArabicSpellings, normalizeArabic } from "./arabic.ts";
export { listVerbForms, removeParticle } from "./korean.ts";
export {
  canBeIn,
  DEFAULT_LANGUAGE,
  type DetectedWord,
  detectLanguage,
  getFunctionWordLanguages,
  isStopWord,
  type Language,
} from "./languages.ts";
export { hasStemmer, loadStemmers, stem } from "./stemmers.ts";
