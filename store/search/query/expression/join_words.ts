import type { Query, WordExpression } from "./expression.ts";

/** Only words of letters are joined, and not to long ones. */
const WORD = /^\p{L}{2,14}$/u;

/** Lets neighbours be found as one word: `log in` also finds _login_. */
export function joinWords(query: Query): Query {
  const ranked = query.ranked.map((word, index, words): WordExpression => {
    const joined = [join(words[index - 1], word), join(word, words[index + 1])].filter((text) => text !== null);
    return joined.length === 0 ? word : { ...word, joined };
  });
  return { ...query, ranked };
}

function join(one: WordExpression | undefined, other: WordExpression | undefined): string | null {
  if (one === undefined || other === undefined || one.isPrefix || other.isPrefix) return null;
  return WORD.test(one.text) && WORD.test(other.text) ? one.text + other.text : null;
}
