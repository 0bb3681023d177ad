/**
 * The shares of clients in the memory of the server.
 *
 * @module
 */

export { type Call, Calls } from "./calls.ts";
export { Share } from "./share.ts";
export { SubscriptionShare } from "./subscription_share.ts";
