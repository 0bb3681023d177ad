/** The query language for articles. */

import { AUDIENCES } from "../../knowledge.ts";
import { articleTerms, terms } from "../analysis/mod.ts";
import { type Expression, listLeaves, type Query } from "./expression/mod.ts";
import { createFilter, type Filters, parseChoices, parseValues, toTermsExpression } from "./filters.ts";
import { parseQuery } from "./parse_query.ts";

const MARKS = [...AUDIENCES, "archived"] as const;

const ARTICLE_FILTERS: Filters = new Map([
  ["tag", createFilter("tag:billing", (token) => toTermsExpression(parseValues(token), terms.tag))],
  ["language", createFilter("language:de", (token) => toLanguageExpression(parseValues(token)))],
  [
    "is",
    createFilter(
      "is:public or is:archived",
      (token) =>
        toTermsExpression(
          parseChoices(token, MARKS),
          (mark) => mark === "archived" ? articleTerms.archived : articleTerms.audience(mark),
        ),
    ),
  ],
]);

/** A language is found in every region: `de` also finds `de-AT` (RFC 4647, section 3.3.1). */
function toLanguageExpression(values: readonly string[]): Expression {
  const regions = values.filter((value) => !value.endsWith("*")).map((value) => `${value}-*`);
  return toTermsExpression([...values, ...regions], articleTerms.language);
}

const IS_ARCHIVED: Expression = { kind: "terms", anyOf: [articleTerms.archived], prefixes: [] };

/**
 * Parses a query for articles, in the language of {@linkcode parseQuery} with other filters. Archived articles are left
 * out, unless the query has `is:archived`.
 *
 * @throws {DeskError} `invalid` with the column, the problem and the correct syntax.
 */
export function parseArticleQuery(text: string): Query {
  const { required, ranked } = parseQuery(text, {}, ARTICLE_FILTERS);
  const asksForArchived = listLeaves(required).some((leaf) =>
    leaf.kind === "terms" && leaf.anyOf.includes(articleTerms.archived)
  );
  return { ranked, required: asksForArchived ? required : [...required, { kind: "not", part: IS_ARCHIVED }] };
}
