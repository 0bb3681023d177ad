/**
 * Estimates the tokens of a text: one for each word, each run of punctuation, and each three digits. Tokenizers of models
 * split some long words and join some punctuation, which nearly cancels out for JSON Schema in English.
 */
export function estimateTokens(text: string): number {
  return text.match(/\p{L}+|\p{N}{1,3}|[^\s\p{L}\p{N}]+/gu)?.length ?? 0;
}
