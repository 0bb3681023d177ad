import { isPublicAddress, parseAddress } from "../../base/network/public_address.ts";
import type { SettingsDocument } from "../../store/mod.ts";
import { formatPath } from "./paths.ts";

/** Lists webhooks whose address is not allowed, each as a sentence. Host names are resolved only when a message is sent. */
export function listWarnings({ webhooks = {} }: SettingsDocument = {}): string[] {
  return Object.entries(webhooks).flatMap(([name, { url, private_addresses }]) => {
    const address = parseAddress(new URL(url).hostname);
    if (private_addresses === true || address === undefined || isPublicAddress(address)) return [];
    const path = formatPath(["webhooks", name]);
    return [
      `Warning: ${path}/url has the address ${address}, which is not public. Nothing is sent to it unless ` +
      `${path}/private_addresses is true.`,
    ];
  });
}
