import { type Actor, DeskError, type ErasedCustomer, type ErasurePreview, type Erasures } from "../../store/mod.ts";
import { CommandError } from "../process/mod.ts";

/**
 * Erases a customer as previewed.
 *
 * @param options.yes True if no person has seen the preview.
 * @throws {CommandError} If the customer or a ticket has changed since.
 * @throws {DeskError} In any other case in which nothing is erased.
 */
export async function erasePreviewed(
  erasures: Erasures,
  { email, state }: ErasurePreview,
  { by, yes }: { by: Actor; yes: boolean },
): Promise<ErasedCustomer> {
  try {
    return await erasures.erase(email, state, { by });
  } catch (error) {
    if (!(error instanceof DeskError) || error.code !== "stale_revision") throw error;
    const since = yes ? "in the meantime" : "since you saw the numbers";
    const text = `Customer ${email} or a ticket was changed ${since}. This run erased nothing. Run the command again.`;
    throw new CommandError(text, 1, { cause: error });
  }
}
