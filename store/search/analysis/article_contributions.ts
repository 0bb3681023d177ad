/** The contributions of articles to the index, and their changes. */

import type { ArticleContent } from "../../knowledge.ts";
import { diffPostings, FIELD_BITS, packText, type PostingData, PRESENT_DATA } from "../postings/mod.ts";
import type { TermChange } from "./contributions.ts";
import { ARTICLE_PREFIX, articleTerms, terms } from "./terms.ts";
import { analyzeText, type Token } from "./tokens.ts";

/** Returns the posting of each term that an article should have. */
export async function getArticleContributions(content: ArticleContent): Promise<Map<string, PostingData>> {
  const { title, body, tags } = content;
  const { language, tokens } = await analyzeText(`${title}\n${body}`);
  const found = new Map<string, PostingData>();
  const add = (term: string, data: PostingData) =>
    found.set(ARTICLE_PREFIX + term, (found.get(ARTICLE_PREFIX + term) ?? 0) | data);
  for (const [term, packed] of packWords(tokens)) add(term, packed);
  if (tokens.length > 0) add(terms.language(language), PRESENT_DATA);
  // Words of the title weigh like those of a resolution, in addition to the text.
  await addForms(title, FIELD_BITS.resolution, add);
  await addForms(tags.join("\n"), FIELD_BITS.tag, add);
  for (const term of listFilterTerms(content)) add(term, PRESENT_DATA);
  return found;
}

/** Lists the changes between two contents. `before` is null for a new article. They may be applied twice. */
export async function listArticleChanges(before: ArticleContent | null, after: ArticleContent): Promise<TermChange[]> {
  const had = before === null ? new Map<string, PostingData>() : await getArticleContributions(before);
  const has = await getArticleContributions(after);
  const changed = [...new Set([...had.keys(), ...has.keys()])];
  return changed.flatMap((term) =>
    diffPostings(had.get(term) ?? 0, has.get(term) ?? 0).map((change): TermChange => ({ term, change }))
  );
}

function listFilterTerms({ tags, language, audience, archived }: ArticleContent): string[] {
  return [
    articleTerms.audience(audience),
    ...tags.map(terms.tag),
    ...language === null ? [] : [articleTerms.language(language)],
    ...archived ? [articleTerms.archived] : [],
  ];
}

/** Returns the packed text of each word, and of the term that every article has. */
function packWords(tokens: readonly Token[]): Map<string, PostingData> {
  const counts = new Map<string, number>();
  const length = tokens.filter(({ isStopWord }) => !isStopWord).length;
  for (const { forms } of tokens) for (const form of forms) counts.set(form, (counts.get(form) ?? 0) + 1);
  const packed = new Map([...counts].map(([form, count]) => [terms.word(form), packText(count, length)]));
  return packed.set(terms.all, packText(1, length));
}

async function addForms(text: string, bit: number, add: (term: string, data: PostingData) => void): Promise<void> {
  if (text === "") return;
  for (const { forms } of (await analyzeText(text)).tokens) for (const form of forms) add(terms.word(form), bit << 8);
}
