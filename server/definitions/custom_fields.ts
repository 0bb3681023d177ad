/** Custom fields as arguments of tools. */

import { changeCustom, DeskError, fillIn } from "../../store/mod.ts";
import { markTeamLine } from "../marks/mod.ts";
import type { ToolContext } from "./definition.ts";

type GivenValues = Readonly<Record<string, unknown>>;
type Call = Pick<ToolContext, "settings" | "tickets">;

/** The advice for an unknown argument, which may be the name of a custom field. */
export const CUSTOM_HINT = "custom fields go into custom";

/**
 * Checks values for several tickets.
 *
 * @throws {DeskError} `invalid` for an unknown field, or a value that a field cannot have.
 */
export async function checkCustom(given: GivenValues | undefined, { settings }: Call): Promise<void> {
  if (given !== undefined) changeCustom({}, given, (await settings.read()).fields, markTeamLine);
}

/** Explains an error of the desk about the fields of a new ticket again, with marks: names and choices are the team's words. */
export function explainNewFields(given: GivenValues = {}, { settings }: Call): (error: unknown) => Promise<never> {
  return async (error) => {
    if (isInvalid(error)) fillIn(given, (await settings.read()).fields, true, markTeamLine);
    throw error;
  };
}

/** Explains an error about changed fields, as {@linkcode explainNewFields}. */
export function explainFields(
  id: string,
  given: GivenValues | undefined,
  { settings, tickets }: Call,
): (error: unknown) => Promise<never> {
  return async (error) => {
    if (given === undefined || !isInvalid(error)) throw error;
    const { custom } = await tickets.get(id);
    changeCustom({ ...custom && { custom } }, given, (await settings.read()).fields, markTeamLine);
    throw error;
  };
}

function isInvalid(error: unknown): boolean {
  return error instanceof DeskError && error.code === "invalid";
}
