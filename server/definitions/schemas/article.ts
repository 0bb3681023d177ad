/** Articles of the knowledge base. */

import * as z from "zod";
import { truncated, words } from "./values.ts";
import { AUDIENCES } from "../../../store/mod.ts";

/** The id of an article. Other forms, such as a title or article://refund-policy, are normalized. */
export const articleId = z.string().min(1).max(250).describe("The id of the article, such as refund-policy");

export const audience = z.enum(AUDIENCES).describe("public: may be given to customers; internal: for the team only");

/** An article in a list, or as the result of a write. */
export const articleRow = z.object({
  id: words,
  title: words,
  tags: z.array(words),
  language: z.string().nullable(),
  audience: z.enum(AUDIENCES),
  archived: z.boolean(),
  revision: z.number().int(),
  updated_at: z.string(),
});

/** A whole article. */
export const article = articleRow.extend({ body: words, truncated });
