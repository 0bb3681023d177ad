/** Who may come in. */

import type { AuthInfo } from "@modelcontextprotocol/server";

/** `read`: the tools that change nothing, resources and prompts. `write`: everything. */
export type Scope = "read" | "write";

/** Somebody who was let in. */
export interface Principal {
  /** As the history names them; null where nobody has to say who they are. */
  name: string | null;
  scope: Scope;
}

/** Lets people in, or doesn't. */
export interface Authenticator {
  /** What its challenges say besides, such as `resource_metadata` (RFC 9728, section 5.1). */
  readonly challengeParameters: Readonly<Record<string, string>>;
  /** @throws {Refusal} 401 when the request doesn't show that it may come in. */
  authenticate(request: Request): Promise<Principal>;
}

/** Lets everybody in: for addresses that only this machine reaches. */
export const anyone: Authenticator = {
  challengeParameters: {},
  authenticate: () => Promise.resolve({ name: null, scope: "write" }),
};

/** The principal as the SDK hands it to handlers. The token itself ends here: nothing behind this needs it. */
export function authInfoOf({ name, scope }: Principal): AuthInfo | undefined {
  return name === null ? undefined : { token: "", clientId: name, scopes: [scope] };
}

/** Back from what {@linkcode authInfoOf} gave. */
export function principalOf(authInfo: AuthInfo | undefined): Principal {
  if (authInfo === undefined) return { name: null, scope: "write" };
  return { name: authInfo.clientId, scope: authInfo.scopes.includes("write") ? "write" : "read" };
}
