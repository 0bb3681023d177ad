import { JsonServerList } from "./json_server_list.ts";
import type { ServerList, ServerListFile } from "./server_list.ts";
import { TomlServerList } from "./toml_server_list.ts";
import { YamlServerList } from "./yaml_server_list.ts";

/**
 * Parses the list of servers in the configuration of any host.
 *
 * @throws {InstallError} If it cannot be parsed, with line and column.
 */
export function parseServerList({ host, path, text }: ServerListFile): ServerList {
  const { format = "json", member, isList = false, initialText } = host;
  if (format === "toml") return new TomlServerList(text, path, member);
  if (format === "yaml") return new YamlServerList(text, path, member, isList, initialText);
  return new JsonServerList(text, path, member);
}
