/** The values and arguments that several tools have. */

import * as z from "zod";
import { isBlank } from "../../../base/text/is_blank.ts";
import { isBareAddress } from "../../../base/text/mailbox.ts";
import { fromOutside } from "./outside_text.ts";
import { limitedText } from "./limited_text.ts";
import { textForms } from "./text_forms.ts";
import { isTicketId, LIMITS, PRIORITIES, STATUSES, TIERS } from "../../../store/mod.ts";

/** A ticket's id in strict form. Loose forms, such as #42, are normalized. */
export const ticketId = z.string().min(1).max(20)
  .refine(isTicketId, "a ticket id is a number, such as 42")
  .describe("Such as 42")
  .register(textForms, { form: "ticket_id" });

/** An email address alone: `Jane Roe <jane@example.com>` is normalized. */
export const email = z.string().min(3).max(254)
  .refine(isBareAddress, "an email address looks like jane@example.com")
  .describe("The customer's email address")
  .register(textForms, { form: "email" });

export const status = z.enum(STATUSES);
/** A status that an update may set. Other tools close and reopen tickets. */
export const openStatus = z.enum(["open", "pending", "on_hold"]);
export const priority = z.enum(PRIORITIES);
export const tier = z.enum(TIERS);

/** The cursor of the previous page. That of a search has a number for each part of each word: most are below 500 characters. */
export const cursor = z.string().min(1).max(6_000);
export const nextCursor = z.string().nullable().describe("The cursor of the next page; null on the last page");
export const limit = z.number().int().min(1).max(100);

/** Present if a write found everything as it should be. */
export const unchanged = z.boolean().exactOptional()
  .describe("Present if nothing changed, because the values were already set");

/** An idempotency key. A blank one is an error, and does not mean absent: the write would not be repeatable. */
export const key = limitedText(200)
  .refine((text) => !isBlank(text), "a key has characters other than white space")
  .register(textForms, { form: "key" });

/** The optional arguments of every tool that writes. */
export const writeConditions = {
  expected_revision: z.number().int().min(1).exactOptional()
    .describe("Fails if the revision differs"),
  idempotency_key: key.exactOptional()
    .describe(
      "Makes retries safe for 24 hours",
    ),
};

/** The write condition of tools that create a record, which has no revision yet. */
export const { idempotency_key } = writeConditions;

/** A time in any form that the desk understands, or a word that removes it. */
export const timeText = limitedText(50, 0);

export const tags = z.array(limitedText(LIMITS.tag)).max(LIMITS.tags);

/** A text that customers or the team wrote. */
export const words = fromOutside(z.string());

/** Present if long texts of a record were cut. The names of the texts and numbers alone: not words from outside. */
export const truncated = z.array(z.string()).exactOptional().describe(
  "The texts that are cut, and how to get the rest",
);

/** The members of a result of the article's two tools that failed. */
export const failureFields = { error: z.string().exactOptional().describe("Why nothing was changed") };

/** Values by name. The settings of the desk decide on them: an error lists the fields. */
export const customFields = z.record(z.string(), z.unknown());
