/** Repairs the lists of servers, and leaves out the items that cannot be used. */

import { specTypeSchemas } from "@modelcontextprotocol/client";
import { isPlainObject } from "../../base/values/is_plain_object.ts";
import { dropNulls, dropNullsIn } from "./drop_nulls.ts";

/** The member of each list that has the items, the type of these, and the members without which an item is useless. */
const LISTS = {
  "tools/list": { member: "tools", type: "Tool", needs: ["name", "inputSchema"] },
  "resources/list": { member: "resources", type: "Resource", needs: ["name", "uri"] },
  "resources/templates/list": { member: "resourceTemplates", type: "ResourceTemplate", needs: ["name", "uriTemplate"] },
  "prompts/list": { member: "prompts", type: "Prompt", needs: ["name"] },
} as const;
type ListMethod = keyof typeof LISTS;
type ItemType = (typeof LISTS)[ListMethod]["type"];
type Item = Record<string, unknown>;

/** An item that was left out of a list. */
export interface LeftOutItem {
  /** Its name, or its number in the list if it has none. */
  name: string;
  reason: string;
}

/** A problem that the SDK's schemas find. */
interface Issue {
  message: string;
  path?: readonly unknown[] | undefined;
}

export function isListMethod(method: string): method is ListMethod {
  return Object.hasOwn(LISTS, method);
}

/**
 * Repairs one page of a list. Optional members that are invalid are removed; an item whose required members are invalid is
 * left out.
 */
export function repairList(
  method: ListMethod,
  result: Item,
): { result: Item; leftOut: LeftOutItem[] } {
  const { member, type, needs } = LISTS[method];
  const items = result[member];
  if (!Array.isArray(items)) return { result, leftOut: [] };
  const leftOut: LeftOutItem[] = [];
  const prepare = member === "tools" ? (item: Item) => repairTool(item, "resultType" in result) : repairMembers;
  const kept = items.flatMap((item: unknown, index) => {
    const repaired = isPlainObject(item) ? repairItem(prepare(item), type, needs) : "not an object";
    if (typeof repaired !== "string") return [repaired];
    leftOut.push({ name: getName(item) ?? `number ${index + 1}`, reason: repaired });
    return [];
  });
  return { result: { ...result, [member]: kept }, leftOut };
}

function getName(item: unknown): string | undefined {
  return isPlainObject(item) && typeof item.name === "string" ? item.name : undefined;
}

function repairMembers(item: Item): Item {
  const present = dropNullsIn(dropNulls(item), ["annotations", "execution"]);
  if (!Array.isArray(present.arguments)) return present;
  return { ...present, arguments: present.arguments.map((arg) => isPlainObject(arg) ? dropNulls(arg) : arg) };
}

/** @param isStateless Output schemas can have any type in the stateless revisions. */
function repairTool(item: Item, isStateless: boolean): Item {
  const { inputSchema = {}, outputSchema, ...tool } = repairMembers(item);
  const hasOutputSchema = isPlainObject(outputSchema) && (isStateless || outputSchema.type === "object");
  return {
    ...tool,
    inputSchema: isPlainObject(inputSchema) ? repairInputSchema(inputSchema) : inputSchema,
    ...hasOutputSchema && { outputSchema },
  };
}

/** A schema without a type describes an object, because arguments are nothing else. */
function repairInputSchema(schema: Item): Item {
  return { ...dropNulls(schema), type: schema.type ?? "object" };
}

/** @returns The item, or the reason for which it cannot be used. */
function repairItem(
  item: Item,
  type: ItemType,
  needs: readonly string[],
): Item | string {
  const issues = findIssues(type, item);
  const essential = issues.find(({ path = [] }) => path.length === 0 || needs.includes(String(path[0])));
  if (essential !== undefined) return `${(essential.path ?? []).join(".")}: ${essential.message}`;
  const invalid = issues.map(({ path = [] }) => String(path[0]));
  return Object.fromEntries(Object.entries(item).filter(([name]) => !invalid.includes(name)));
}

function findIssues(type: ItemType, item: unknown): readonly Issue[] {
  const checked = specTypeSchemas[type]["~standard"].validate(item);
  return "issues" in checked ? checked.issues ?? [] : [];
}
