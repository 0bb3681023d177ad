/**
 * Webhooks: sending events of tickets to the URLs in the settings. Loaded when the settings have a webhook.
 *
 * @module
 */

export { WebhookSender, type WebhookSenderOptions } from "./webhook_sender.ts";
