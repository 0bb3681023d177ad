/** The stored search index: posting lists with their pending changes, and the merges that join both. */

export { IndexBuilder } from "./index_builder.ts";
export { IndexMerger } from "./index_merger.ts";
export { IndexReader } from "./index_reader.ts";
export { readPendingCounts } from "./pending_changes.ts";
export { readContributions } from "./read_contributions.ts";
export { getUpdatedKey, stageUpdate } from "./updated_list.ts";
