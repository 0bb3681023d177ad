/** Parses the configuration of any host. */

import type { Host } from "./hosts.ts";
import { JsonServerList } from "./json_server_list.ts";
import type { ServerList } from "./server_list.ts";
import { TomlServerList } from "./toml_server_list.ts";
import { YamlServerList } from "./yaml_server_list.ts";

/** A host's configuration as text. */
export interface HostConfiguration {
  host: Host;
  /** Its file, for messages. */
  path: string;
  text: string;
  /** This program, or its main module: the word before `serve` in an entry that starts it. */
  ours: string;
}

/**
 * Parses the list of servers in a configuration.
 *
 * @throws {InstallError} If it cannot be parsed, with line and column.
 */
export function parseServerList({ host, path, text }: HostConfiguration): ServerList {
  const { format = "json", member, isList = false, initialText } = host;
  if (format === "toml") return new TomlServerList(text, path, member);
  if (format === "yaml") return new YamlServerList(text, path, member, isList, initialText);
  return new JsonServerList(text, path, member);
}
