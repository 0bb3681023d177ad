import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { cutNotes } from "../texts/mod.ts";

const MAX_NOTES_BYTES = 20_000;
/** One customer account, as JSON. */
export const accountRecord: ResourceDefinition = {
  name: "Account record",
  title: "Account record",
  description: "A single customer's account",
  uri: "customer://{email}",
  mimeType: "application/json",
  complete: { email: completeEmail },
  async read({ email }, { customers }) {
    return {
      text: JSON.stringify(
        addOutsideText(cutNotes(await customers.get(email!), MAX_NOTES_BYTES), OUTSIDE_TEXT.customer),
        null,
        2,
      ),
    };
  },
};
