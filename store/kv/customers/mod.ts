/**
 * Customers on the key-value store.
 *
 * @module
 */

export {
  readCustomer,
  stageCustomer,
  stageCustomerRefusal,
  stageCustomerUpdate,
  stageNewCustomer,
  toUpdateCall,
} from "./customer_changes.ts";
export { KvCustomers } from "./customers.ts";
export { readEarlierTier, TierReader } from "./tier_reader.ts";
