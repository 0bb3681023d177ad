import * as z from "zod";

/** Marks the schemas of texts with a special form. The mark belongs to the exact schema, so add it last. */
export const textForms = z.registry<{ form: "ticket_id" | "email" | "key" }>();
