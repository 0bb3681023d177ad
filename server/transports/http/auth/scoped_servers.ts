/** The server as each scope gets it. */

import * as validation from "../../../definitions/validation/mod.ts";
import { FastPath } from "../../../protocol/fast_path/mod.ts";
import type { ServerOptions } from "../../../protocol/mod.ts";
import type { Scope } from "./authenticator.ts";

/** A server, and its fast path if it has one. */
export interface ScopedServer {
  options: ServerOptions;
  fastPath: FastPath | undefined;
}

/** Makes read-only servers for the scope `read`. Their fast paths are shared by all sessions and requests. */
export class ScopedServers {
  readonly #servers: Readonly<Record<Scope, ScopedServer>>;

  constructor(server: ServerOptions) {
    this.#servers = { read: createScopedServer(server, true), write: createScopedServer(server, false) };
  }

  get(scope: Scope): ScopedServer {
    return this.#servers[scope];
  }
}

function createScopedServer(server: ServerOptions, isReadOnly: boolean): ScopedServer {
  const options = { ...server, readOnly: server.readOnly === true || isReadOnly };
  return { options, fastPath: server.fastPath === false ? undefined : new FastPath(options, validation) };
}
