import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";
import { truncateEvent } from "../texts/mod.ts";

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
    return { text: JSON.stringify({ events: items.map((event) => truncateEvent(event, "get_customer")) }, null, 2) };
  },
};
