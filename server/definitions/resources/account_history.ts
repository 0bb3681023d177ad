import type { CustomerEvent } from "../../../store/mod.ts";
import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { addOutsideText, OUTSIDE_TEXT } from "../outside_members.ts";
import { CONTENT_BYTES, readFittingPage } from "../sizes/mod.ts";
import { truncateEvent } from "../texts/mod.ts";

const MAX_EVENTS = 100;

/** The events of a customer account, as JSON. */
export const accountHistory: ResourceDefinition = {
  name: "Account history",
  title: "Account history",
  description:
    "The first changes of a single customer's account, oldest first; long texts are truncated. get_account_history continues a " +
    "long history at its cursor",
  uri: "customer://{email}/history",
  mimeType: "application/json",
  complete: { email: completeEmail },
  async read({ email }, { customers }) {
    const read = (limit: number) => customers.listEvents(email!, { limit });
    const { items: events, cursor } = await readFittingPage(read, MAX_EVENTS, {
      toItem: (event, textBytes) => truncateEvent(event, textBytes, "get_customer"),
      format: formatLines,
    }, CONTENT_BYTES);
    const page = { events, ...cursor !== null && { cursor } };
    return { text: JSON.stringify(addOutsideText(page, OUTSIDE_TEXT.customerEvents), null, 2) };
  },
};

function formatLines(event: CustomerEvent): string {
  return JSON.stringify([event], null, 4); // indented as in the list
}
