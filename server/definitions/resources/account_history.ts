import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, listOutsideText } from "../outside_text.ts";
import { customerEvent } from "../schemas.ts";
import { truncateEvent } from "../texts/mod.ts";

const OUTSIDE_TEXT = listOutsideText(customerEvent, "events[]");

const MAX_EVENTS = 100;

/** The events of a customer account, as JSON. */
export const accountHistory: ResourceDefinition = {
  name: "Account history",
  title: "Account history",
  description: `The first ${MAX_EVENTS} changes of a single customer's account, oldest first; long texts are truncated`,
  uri: "customer://{email}/history",
  mimeType: "application/json",
  complete: { email: completeEmail },
  async read({ email }, { customers }) {
    const { items } = await customers.listEvents(email!, { limit: MAX_EVENTS });
    const events = items.map((event) => truncateEvent(event, "get_customer"));
    return { text: JSON.stringify(addOutsideText({ events }, OUTSIDE_TEXT), null, 2) };
  },
};
