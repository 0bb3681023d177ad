import { DeskError, getDefaultLocation } from "../../store/mod.ts";
import { toCommandError } from "../process/mod.ts";

/**
 * Returns the location that a command line names, or else the default.
 *
 * @throws {CommandError} If there is no default, because the environment does not name the home folder.
 */
export function getStoreLocation(db: string | undefined): string {
  try {
    return db ?? getDefaultLocation();
  } catch (error) {
    throw toCommandError(error, [DeskError]);
  }
}
