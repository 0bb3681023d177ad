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
export {
  ERASED,
  isErasedAddress,
  isErasedTicket,
  requireErasedHistory,
  requireNotErased,
  requireOwnAddress,
  toErasedAddress,
} from "./erased_address.ts";
export { showOrganization } from "./organization.ts";
export { MAX_EMAIL_BYTES, parseEmailAddress } from "./email_address.ts";
