import { type Finding, Findings, salvageStore } from "../../store/kv/check/mod.ts";
import { requireStoreFile } from "../backup/mod.ts";
import { type ExportOptions, type ExportSummary, type Sink, writeLines } from "../export_to.ts";
import { salvageLines } from "../jsonl/mod.ts";

export interface SalvageSummary extends ExportSummary {
  /** The number of problems. */
  problems: number;
  /** The first of them: what is lost, and what was completed from other parts. */
  findings: readonly Finding[];
}

/**
 * Writes everything that can be read from a damaged store to the sink, in the form of an export.
 *
 * @throws {DataError} If the store is not a file, or the sink fails.
 * @throws {DeskError} If the file is not a store.
 */
export async function salvageTo(
  location: string,
  sink: Sink,
  options: Pick<ExportOptions, "name" | "meter">,
): Promise<SalvageSummary> {
  const findings = new Findings();
  const items = salvageStore(await requireStoreFile(location, "export"), findings);
  const summary = await writeLines(salvageLines(items), sink, options);
  return { ...summary, problems: findings.total, findings: findings.kept };
}
