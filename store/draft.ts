/** Texts that a person at the desk has not sent yet, for places whose page has no storage. */

/** The maximum number of drafts of one person. The oldest make room for new ones. */
export const MAX_DRAFTS = 100;

/** The longest draft, in characters: a comment with everything around it. */
export const MAX_DRAFT_LENGTH = 25_000;

/** A text that is not sent yet. The page decides on the form of `content`. */
export interface Draft {
  /** Such as `ticket 42`. */
  name: string;
  content: string;
  /** The ticket that it is about. Its erasure deletes the draft. */
  ticket_id?: string;
}

/** A draft with the time of its last change (ISO 8601). */
export interface KeptDraft extends Draft {
  at: string;
}

/** Keeps drafts for 30 days after their last change. They belong to a person, and have no history. */
export interface Drafts {
  /** Lists the drafts of a person, the latest first. */
  list(person: string): Promise<KeptDraft[]>;
  /** Keeps a draft in place of the one with the same name. */
  save(person: string, draft: Draft): Promise<void>;
  /** Deletes a draft, if it is there. */
  delete(person: string, name: string): Promise<void>;
}
