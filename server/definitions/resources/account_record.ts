import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, listOutsideText } from "../outside_text.ts";
import { customer } from "../schemas/mod.ts";
import { cutNotes } from "../texts/mod.ts";

const MAX_NOTES_BYTES = 20_000;
const OUTSIDE_TEXT = listOutsideText(customer);

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
        addOutsideText(cutNotes(await customers.get(email!), MAX_NOTES_BYTES), OUTSIDE_TEXT),
        null,
        2,
      ),
    };
  },
};
