import { completeEmail } from "../completion.ts";
import type { ResourceDefinition } from "../definition.ts";

/** One customer account, as JSON. */
export const accountRecord: ResourceDefinition = {
  name: "Account record",
  title: "Account record",
  description: "A single customer's account",
  uri: "customer://{email}",
  mimeType: "application/json",
  complete: { email: completeEmail },
  async read({ email }, { customers }) {
    return { text: JSON.stringify(await customers.get(email!), null, 2) };
  },
};
