/** Rules for customer accounts. */

export {
  createCustomer,
  createCustomerEvent,
  createNewAccount,
  type NewCustomerFields,
  parseCustomerUpdate,
  parseNewCustomer,
  toCustomerNotFound,
  updateCustomer,
} from "./account.ts";
export { showOrganization } from "./organization.ts";
export { parseEmailAddress } from "./email_address.ts";
