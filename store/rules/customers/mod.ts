/** Rules for customer accounts. */

export {
  createCustomer,
  createCustomerEvent,
  createNewAccount,
  parseCustomerUpdate,
  parseNewCustomer,
  toCustomerNotFound,
  updateCustomer,
} from "./account.ts";
export { parseEmailAddress } from "./email_address.ts";
